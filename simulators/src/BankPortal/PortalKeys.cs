using System.Security.Cryptography;
using System.Text;
using Simulators.Keys;

namespace Simulators.BankPortal;

/// <summary>The bank's key, which signs daily files, and the customer's, which signs questions for them.</summary>
internal sealed class PortalKeys(PortalSettings settings, TestKeys test)
{
    private readonly PooledRsa bank = PooledRsa.Private(test.PlatformPrivateKey);
    private readonly PooledRsa customer = PooledRsa.Public(settings.CustomerPublicKey ?? test.MerchantPublicKey);

    public string Sign(byte[] body) => Convert.ToBase64String(bank.Use(
        rsa => rsa.SignData(body, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));

    public bool IsCustomers(string asked, string signature)
    {
        var bytes = new byte[signature.Length];
        return Convert.TryFromBase64String(signature, bytes, out var length) && customer.Use(rsa => rsa.VerifyData(
            Encoding.UTF8.GetBytes(asked), bytes.AsSpan(0, length), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }
}
