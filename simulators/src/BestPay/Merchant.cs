using Simulators.Keys;

namespace Simulators.BestPay;

/// <summary>
/// One merchant number: key, balance, payments, refunds. Everything mutable is touched under <see cref="Gate"/>.
/// </summary>
internal sealed class Merchant(string merchantNo, string publicKeyPem)
{
    public string MerchantNo { get; } = merchantNo;
    public PooledRsa PublicKey { get; } = PooledRsa.Public(publicKeyPem);
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
    public Dictionary<string, Refund> Refunds { get; } = [];
}
