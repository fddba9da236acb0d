using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using Simulators.Keys;

namespace Simulators.UnionPay;

/// <summary>
/// One merchant number: key, balance, payments, refunds. Everything mutable is touched under <see cref="Gate"/>.
/// </summary>
internal sealed class Merchant(string merId, MerchantSettings own, TestKeys keys)
{
    private readonly PooledRsa publicKey = PooledRsa.Public(own.PublicKey ?? keys.MerchantPublicKey);

    public string MerId { get; } = merId;

    /// <summary>Serial of the certificate that it signs with, in decimal.</summary>
    public string CertId { get; } = own.CertId ?? BigInteger
        .Parse($"0{keys.MerchantSerial}", NumberStyles.HexNumber, CultureInfo.InvariantCulture)
        .ToString(CultureInfo.InvariantCulture);

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

    /// <summary>By orderId and txnTime.</summary>
    public Dictionary<(string, string), Refund> Refunds { get; } = [];

    /// <summary>Numbers by day: none is taken twice on one.</summary>
    public HashSet<(string, string)> Numbers { get; } = [];

    public List<(Adjustment What, DateTimeOffset At)> Adjustments { get; } = [];

    public bool Signed(byte[] digest, byte[] signature) => publicKey.Use(rsa =>
        rsa.VerifyData(digest, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
}
