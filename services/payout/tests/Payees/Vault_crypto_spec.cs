using System.Security.Cryptography;
using System.Text;
using Channels;
using Payout.Payees;

namespace Payout.Tests.Payees;

public sealed class Sealed_payee_data
{
    private static readonly Payee Payee = new("张三", "6222020200000000001", "102100099996");
    private static readonly Guid PaymentId = new("00000000-0000-7000-8000-000000000001");
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    [Fact]
    public void Opens_again_and_shows_only_a_masked_form()
    {
        var data = SealedPayee.Seal(Payee, PaymentId, "2026-03", Key);
        Assert.Equal(Payee, SealedPayee.Open(Row(data), Key));
        Assert.Equal(("张**", "****0001"), (data.MaskedName, data.MaskedAccount));
        Assert.DoesNotContain(Payee.Account, Encoding.UTF8.GetString(data.Ciphertext));
        var input = new PayeeInput("张三", Payee.Account, "1");
        foreach (var text in (string[])[data.ToString(), Payee.ToString(), input.ToString()])
        {
            Assert.DoesNotContain(Payee.Account, text);
            Assert.DoesNotContain("张三", text);
        }
    }

    [Fact]
    public void Is_different_every_time()
    {
        var (one, other) = (SealedPayee.Seal(Payee, PaymentId, "k", Key), SealedPayee.Seal(Payee, PaymentId, "k", Key));
        Assert.NotEqual(one.Nonce, other.Nonce);
        Assert.NotEqual(one.Ciphertext, other.Ciphertext);
        Assert.Equal(12, one.Nonce.Length);
    }

    [Fact]
    public void Opens_no_more_when_a_bit_of_it_was_changed()
    {
        var data = SealedPayee.Seal(Payee, PaymentId, "k", Key);
        for (var i = 0; i < data.Ciphertext.Length; i++)
        {
            var changed = (byte[])data.Ciphertext.Clone();
            changed[i] ^= 1;
            Assert.ThrowsAny<CryptographicException>(
                () => SealedPayee.Open(Row(data with { Ciphertext = changed }), Key));
        }
        var nonce = (byte[])data.Nonce.Clone();
        nonce[0] ^= 1;
        Assert.ThrowsAny<CryptographicException>(() => SealedPayee.Open(Row(data with { Nonce = nonce }), Key));
        Assert.ThrowsAny<CryptographicException>(() => SealedPayee.Open(Row(data), RandomNumberGenerator.GetBytes(32)));
    }

    [Fact]
    public void Opens_no_more_when_it_was_moved_to_another_payment()
    {
        var data = SealedPayee.Seal(Payee, PaymentId, "k", Key);
        var other = new PayeeRecord { PaymentId = Guid.Empty };
        other.Store(data, DateTimeOffset.UnixEpoch);
        Assert.ThrowsAny<CryptographicException>(() => SealedPayee.Open(other, Key));
    }

    private static PayeeRecord Row(SealedPayee data)
    {
        var row = new PayeeRecord { PaymentId = PaymentId };
        row.Store(data, DateTimeOffset.UnixEpoch);
        return row;
    }
}

public sealed class A_data_key
{
    private static string NewKek() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    [Fact]
    public void Is_wrapped_and_bound_to_its_own_name()
    {
        var keys = new WrappingKeys(new VaultOptions { Keys = { ["kek-1"] = NewKek() }, CurrentKey = "kek-1" });
        var row = keys.Create("2026-03", DateTimeOffset.UnixEpoch);
        Assert.Equal(32, keys.Unwrap(row).Length);
        var renamed = new VaultKey { KeyId = "2026-04", KekId = row.KekId, Nonce = row.Nonce, Wrapped = row.Wrapped };
        Assert.ThrowsAny<CryptographicException>(() => keys.Unwrap(renamed));
    }

    [Fact]
    public void Survives_a_change_of_the_wrapping_key()
    {
        var (first, second) = (NewKek(), NewKek());
        var old = new WrappingKeys(new VaultOptions { Keys = { ["kek-1"] = first }, CurrentKey = "kek-1" });
        var row = old.Create("2026-03", DateTimeOffset.UnixEpoch);
        var dataKey = old.Unwrap(row);

        new WrappingKeys(
            new VaultOptions { Keys = { ["kek-1"] = first, ["kek-2"] = second }, CurrentKey = "kek-2" }).Rewrap(row);
        var later = new WrappingKeys(new VaultOptions { Keys = { ["kek-2"] = second }, CurrentKey = "kek-2" });
        Assert.Equal(dataKey, later.Unwrap(row));
        Assert.ThrowsAny<CryptographicException>(() => old.Unwrap(row));
    }

    [Fact]
    public void Is_gone_when_it_was_destroyed()
    {
        var keys = new WrappingKeys(new VaultOptions { Keys = { ["kek-1"] = NewKek() }, CurrentKey = "kek-1" });
        var row = keys.Create("2026-03", DateTimeOffset.UnixEpoch);
        (row.Nonce, row.Wrapped) = (null, null);
        Assert.ThrowsAny<CryptographicException>(() => keys.Unwrap(row));
    }

    [Fact]
    public void Needs_a_configuration_that_is_right()
    {
        var context = new System.ComponentModel.DataAnnotations.ValidationContext(new object());
        Assert.Equal(
            2, new VaultOptions { Keys = { ["kek-1"] = "short" }, CurrentKey = "kek-2" }.Validate(context).Count());
        Assert.Empty(new VaultOptions { Keys = { ["kek-1"] = NewKek() }, CurrentKey = "kek-1" }.Validate(context));
    }
}

public sealed class Payee_data_that_is_put
{
    [Theory]
    [InlineData("张三", "6222 0202 0000 0000 001", "102100099996", null)]
    [InlineData("O'Brien & Söhne", "ABC123", "102100099996", null)]
    [InlineData("", "6222020200000000001", "102100099996", "payee_name_invalid")]
    [InlineData(null, "6222020200000000001", "102100099996", "payee_name_invalid")]
    [InlineData("12345", "6222020200000000001", "102100099996", "payee_name_invalid")]
    [InlineData("张\u0007三", "6222020200000000001", "102100099996", "payee_name_invalid")]
    [InlineData("张三", "12345", "102100099996", "payee_account_invalid")]
    [InlineData("张三", "62220202-0000", "102100099996", "payee_account_invalid")]
    [InlineData("张三", "12345678901234567890123456789012345", "102100099996", "payee_account_invalid")]
    [InlineData("张三", null, "102100099996", "payee_account_invalid")]
    [InlineData("张三", "6222020200000000001", "10210009999", "payee_bank_code_invalid")]
    [InlineData("张三", "6222020200000000001", "10210009999X", "payee_bank_code_invalid")]
    [InlineData("张三", "6222020200000000001", null, "payee_bank_code_invalid")]
    public void Is_checked_with_a_code_of_its_own(string? name, string? account, string? bankCode, string? code)
    {
        var error = new PayeeInput(name, account, bankCode).Check(out var payee);
        Assert.Equal(code, error?.Code);
        if (code is null) Assert.DoesNotContain(' ', payee.Account);
        else if (account is { Length: > 5 }) Assert.DoesNotContain(account, error!.Message);
    }

    [Fact]
    public void Is_text_that_a_file_can_hold() => Assert.Equal(
        "payee_name_invalid", new PayeeInput(
            "张" + (char)0xD800, "6222020200000000001", "102100099996").Check(out _)!.Code);
}
