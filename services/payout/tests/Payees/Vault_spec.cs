using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Contracts.Payouts;
using Payout.Payees;
using Payout.Transfers;
using Platform.Testing;
using Simulators.BankTransfer;

namespace Payout.Tests.Payees;

public sealed class The_vault(PayoutWorld world) : IClassFixture<PayoutWorld>
{
    private const string Adapter = "payout-adapter";

    [Fact]
    public async Task Gives_data_only_to_its_reader_who_says_why_and_notes_it()
    {
        var payment = PayoutWorld.NewId();
        await world.PutPayee(payment);
        var path = $"/internal/vault/payees/{payment}";
        using var read = await world.Call(HttpMethod.Get, path, Adapter, reason: "send R1");
        Assert.Equal(PayoutWorld.Payee, await read.Content.ReadFromJsonAsync<PayeeInput>());
        Assert.Equal("no-store", read.Headers.CacheControl!.ToString());

        using var stranger = await world.Call(HttpMethod.Get, path, "gateway", reason: "curious");
        using var silent = await world.Call(HttpMethod.Get, path, Adapter);
        using var unsigned = await new HttpClient().GetAsync(new Uri(world.Service.Address, path));
        using var unknown = await world.Call(
            HttpMethod.Get, $"/internal/vault/payees/{PayoutWorld.NewId()}", Adapter, reason: "x");
        Assert.Equal(
            [403, 422, 401, 404],
            new[] { stranger, silent, unsigned, unknown }.Select(answer => (int)answer.StatusCode));
        Assert.Equal(["Stored gateway payee data was put", "Read payout-adapter send R1"], await Audit(payment));
    }

    [Fact]
    public async Task Changes_nothing_when_the_same_is_put_again()
    {
        var payment = PayoutWorld.NewId();
        using var first = await world.PutPayee(payment);
        using var second = await world.PutPayee(payment);
        using var other = await world.PutPayee(payment, PayoutWorld.Payee with { Account = "6217000000000000002" });
        Assert.Equal([201, 200, 200], [(int)first.StatusCode, (int)second.StatusCode, (int)other.StatusCode]);
        Assert.Equal("****0002", (string?)JsonNode.Parse(await other.Content.ReadAsStringAsync())!["account"]);
        Assert.Equal(
            ["Stored gateway payee data was put", "Replaced gateway payee data was put"], await Audit(payment));
    }

    [Theory]
    [InlineData("""{"name":"张三","account":"6222020200000000001"}""", "payee_bank_code_invalid")]
    [InlineData("""{"name":"","account":"6222020200000000001","bank_code":"102100099996"}""", "payee_name_invalid")]
    [InlineData("""{"name":"张三","account":"12","bank_code":"102100099996"}""", "payee_account_invalid")]
    [InlineData("""{"name":"张三","account":"622202","bank_code":"102100099996","cvv":"1"}""", "payee_malformed")]
    [InlineData("""{"name":"张三","name":"李四","account":"622202","bank_code":"102100099996"}""", "payee_malformed")]
    [InlineData("""{"name":1}""", "payee_malformed")]
    [InlineData("6222020200000000001", "payee_malformed")]
    [InlineData("null", "payee_malformed")]
    [InlineData("", "payee_malformed")]
    public async Task Refuses_wrong_data_with_a_code_and_without_repeating_it(string body, string code)
    {
        var payment = PayoutWorld.NewId();
        using var answer = await world.Call(
            HttpMethod.Put, $"/internal/vault/payees/{payment}", "gateway", new StringContent(
                body, Encoding.UTF8, "application/json"));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(code, (string?)JsonNode.Parse(text)!["code"]);
        Assert.DoesNotContain("6222", text);
        Assert.Empty(await Audit(payment));
    }

    [Fact]
    public async Task Wants_data_anew_that_was_tampered_with_and_sends_nothing()
    {
        var order = PayoutWorld.NewOrder();
        await world.PutPayee(order.PaymentId);
        await world.Service.Database.Execute($"""
            UPDATE payees SET ciphertext = set_byte(ciphertext, 0, get_byte(ciphertext, 0) # 1)
            WHERE payment_id = '{order.PaymentId}'
            """);
        await world.Service.Publish(order);
        await world.Told(order, PayoutStatus.PayeeDataWanted);
        Assert.Empty(world.Truth(order.No));
        Assert.Equal(
            "NO_PAYEE", await world.Service.Database.Scalar<string>($"SELECT code FROM sends WHERE no = '{order.No}'"));

        await world.PutPayee(order.PaymentId);
        await world.Told(order, PayoutStatus.Succeeded);
    }

    [Fact]
    public async Task Is_read_by_the_worker_with_a_note_of_the_transfer()
    {
        var order = await world.Order();
        await world.Told(order, PayoutStatus.Succeeded);
        Assert.Contains($"Read payout-worker send {order.No}", await Audit(order.PaymentId));
    }

    [Fact]
    public async Task Leaks_nothing_into_messages_rows_or_logs()
    {
        var order = await world.Order(BankFateKind.LostAfter);
        await world.Told(order, PayoutStatus.Succeeded);
        var rejected = await world.Order(BankFateKind.Reject);
        await world.Told(rejected, PayoutStatus.Failed);
        await world.PutPayee(PayoutWorld.NewId(), PayoutWorld.Payee with { BankCode = "x" });

        var messages = world.Service.AllOf<PayoutChanged>().Select(m => m.ToString())
            .Concat(world.Service.AllOf<TransferMoved>().Select(m => m.ToString()));
        Assert.All(messages, AssertClean);
        Assert.NotEmpty(world.Logs);
        Assert.All(world.Logs, AssertClean);
        AssertClean(await Everything());
    }

    /// <summary>Every row of every table, as text; bytes as the text they would be.</summary>
    private async Task<string> Everything()
    {
        var all = new StringBuilder();
        await using var command = world.Service.Database.Source.CreateCommand("""
            SELECT string_agg(format('SELECT %L || to_jsonb(t)::text FROM %I t', relname, relname), ' UNION ALL ')
            FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
            """);
        var rows = (string)(await command.ExecuteScalarAsync())!;
        await using var read = world.Service.Database.Source.CreateCommand(
            $"{rows} UNION ALL SELECT encode(body, 'escape') FROM sends"
            + " UNION ALL SELECT encode(body, 'escape') FROM outbox");
        await using var reader = await read.ExecuteReaderAsync();
        while (await reader.ReadAsync()) all.AppendLine(reader.GetString(0));
        Assert.Contains("vault:", all.ToString());                              // the sends are among them
        return all.ToString();
    }

    private static void AssertClean(string text)
    {
        Assert.DoesNotContain(PayoutWorld.Account, text);
        Assert.DoesNotContain("张三", text);
        Assert.DoesNotContain(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(PayoutWorld.Account)), text);
        Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(PayoutWorld.Account)), text);
    }

    private async Task<IReadOnlyList<string>> Audit(Guid paymentId)
    {
        await using var db = world.Service.Database.Open();
        return [.. db.VaultAudit.Where(x => x.PaymentId == paymentId).OrderBy(x => x.At).ThenBy(x => x.Id).AsEnumerable(
            )
            .Select(x => $"{x.Action} {x.Caller} {x.Reason}")];
    }
}

public sealed class A_key_whose_time_is_over : IAsyncLifetime
{
    private readonly PayoutWorld world = new(new() { ["Vault:KeepFor"] = "60.00:00:00" });

    public Task InitializeAsync() => world.InitializeAsync();

    public Task DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task Takes_its_payees_with_it()
    {
        var payment = PayoutWorld.NewId();
        await world.PutPayee(payment);
        await world.Pass(TimeSpan.FromDays(100));
        await Eventually.True(
            async () => await world.Service.Database.Scalar<long>(
                "SELECT count(*) FROM vault_keys WHERE wrapped IS NULL") == 1, "destroyed");
        using var read = await world.Call(
            HttpMethod.Get, $"/internal/vault/payees/{payment}", "payout-adapter", reason: "x");
        Assert.Equal(HttpStatusCode.NotFound, read.StatusCode);

        using var again = await world.PutPayee(payment);
        using var reread = await world.Call(
            HttpMethod.Get, $"/internal/vault/payees/{payment}", "payout-adapter", reason: "x");
        Assert.Equal(HttpStatusCode.OK, reread.StatusCode);
    }
}
