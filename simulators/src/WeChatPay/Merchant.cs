using System.Security.Cryptography;
using Simulators.Keys;

namespace Simulators.WeChatPay;

/// <summary>
/// One merchant number: keys, balance, payments, refunds. Everything mutable is touched under <see cref="Gate"/>.
/// </summary>
internal sealed class Merchant(string mchId, MerchantSettings own, TestKeys keys)
{
    private readonly PooledRsa publicKey = PooledRsa.Public(own.PublicKey ?? keys.MerchantPublicKey);

    public string MchId { get; } = mchId;
    public string CertificateSerial { get; } = own.CertificateSerial ?? keys.MerchantSerial;
    public string ApiV3Key { get; } = own.ApiV3Key ?? keys.ApiV3Key;
    public RequestBudget Budget { get; } = new();
    public Lock Gate { get; } = new();

    /// <summary>What can be refunded, in fen; null is without end.</summary>
    public long? Available { get; set; }

    /// <summary>How often it was topped up.</summary>
    public int TopUps { get; set; }

    /// <summary>
    /// Refund numbers that wait for a top-up, with <see cref="TopUps"/> when they were refused first.
    /// </summary>
    public Dictionary<string, int> Short { get; } = [];

    public Dictionary<string, Payment> Payments { get; } = [];
    public Dictionary<string, Payment> PaymentsByTradeNo { get; } = [];
    public Dictionary<string, Refund> Refunds { get; } = [];
    public Dictionary<string, Refund> RefundsById { get; } = [];

    public bool Signed(byte[] message, byte[] signature) => publicKey.Use(rsa =>
        rsa.VerifyData(message, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
}
