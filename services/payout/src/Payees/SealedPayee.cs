using System.Security.Cryptography;
using System.Text;
using Channels;

namespace Payout.Payees;

/// <summary>
/// Payee data as it may be stored: encrypted and bound to its payment, and the masked form that people may see.
/// </summary>
public sealed record SealedPayee(string KeyId, byte[] Nonce, byte[] Ciphertext, string MaskedName, string MaskedAccount)
{
    private const string Column = "ciphertext";

    public static SealedPayee Seal(Payee payee, Guid paymentId, string keyId, byte[] dataKey)
    {
        ArgumentNullException.ThrowIfNull(payee);
        var plain = JsonSerializer.SerializeToUtf8Bytes(new Fields(payee.Name, payee.Account, payee.BankCode));
        try
        {
            var (nonce, ciphertext) = Gcm.Seal(dataKey, plain, Bound(paymentId));
            return new SealedPayee(
                keyId, nonce, ciphertext, $"{payee.Name.EnumerateRunes().First()}**", $"****{payee.Account[^4..]}");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <exception cref="CryptographicException">The row was tampered with, or belongs to another payment.</exception>
    public static Payee Open(PayeeRecord row, byte[] dataKey)
    {
        ArgumentNullException.ThrowIfNull(row);
        var plain = Gcm.Open(dataKey, row.Nonce!, row.Ciphertext!, Bound(row.PaymentId));
        try
        {
            var fields = JsonSerializer.Deserialize<Fields>(plain)!;
            return new Payee(fields.Name, fields.Account, fields.BankCode);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    public override string ToString() => $"SealedPayee {{ {MaskedName} {MaskedAccount} }}";

    // A ciphertext that is moved to another row, or column, opens no more.
    private static byte[] Bound(Guid paymentId) => Encoding.UTF8.GetBytes($"{paymentId:D}|{Column}");

    private sealed record Fields(string Name, string Account, string BankCode);
}
