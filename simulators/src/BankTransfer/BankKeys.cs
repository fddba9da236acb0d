using System.Security.Cryptography;
using System.Text;
using Simulators.Keys;

namespace Simulators.BankTransfer;

/// <summary>
/// The bank's key, which signs, and the customer's, which is verified. Both sign bytes with RSA and SHA-256.
/// </summary>
internal sealed class BankKeys
{
    private readonly Lock gate = new();
    private readonly RSA bank = RSA.Create();
    private readonly RSA customer = RSA.Create();

    public BankKeys(BankSettings settings, TestKeys test)
    {
        bank.ImportPkcs8PrivateKey(Convert.FromBase64String(test.PlatformPrivateKey), out _);
        customer.ImportFromPem(settings.CustomerPublicKey ?? test.MerchantPublicKey);
    }

    public string Sign(byte[] body)
    {
        lock (gate)
            return Convert.ToBase64String(bank.SignData(body, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    /// <summary>A file is signed over its bytes, a question over its method and path.</summary>
    public bool IsCustomers(HttpRequest request, byte[] body)
    {
        var signed = body.Length > 0
            ? body
            : Encoding.UTF8.GetBytes($"{request.Method} {request.PathBase}{request.Path}{request.QueryString}");
        var signature = request.Headers[BankEndpoints.SignatureHeader].ToString();
        var bytes = new byte[signature.Length];
        if (!Convert.TryFromBase64String(signature, bytes, out var length)) return false;
        lock (gate)
            return customer.VerifyData(
                signed, bytes.AsSpan(0, length), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}
