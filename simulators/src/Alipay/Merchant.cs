using System.Security.Cryptography;
using Simulators.Keys;

namespace Simulators.Alipay;

/// <summary>
/// One application: key, balance, trades, refunds. Everything mutable is touched under <see cref="Gate"/>.
/// </summary>
internal sealed class Merchant(string appId, MerchantSettings own, TestKeys keys)
{
    private readonly PooledRsa publicKey = PooledRsa.Public(own.PublicKey ?? keys.MerchantPublicKey);

    public string AppId { get; } = appId;

    /// <summary>The account at Alipay that the bills are of.</summary>
    public string Pid => $"2088{AppId}";

    public Lock Gate { get; } = new();

    /// <summary>The seller's balance in fen; null is without end.</summary>
    public long? Available { get; set; }

    /// <summary>How often it was topped up.</summary>
    public int TopUps { get; set; }

    /// <summary>
    /// Request numbers that wait for a top-up, with <see cref="TopUps"/> when they were refused first.
    /// </summary>
    public Dictionary<string, int> Short { get; } = [];

    /// <summary>Request numbers that were once answered that nothing moved.</summary>
    public HashSet<string> Evaded { get; } = [];

    public Dictionary<string, Payment> Payments { get; } = [];
    public Dictionary<string, Payment> PaymentsByTradeNo { get; } = [];

    public bool Signed(byte[] message, byte[] signature) => publicKey.Use(rsa =>
        rsa.VerifyData(message, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
}
