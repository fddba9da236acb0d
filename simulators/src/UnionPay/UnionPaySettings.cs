using Simulators.Misfortunes;

namespace Simulators.UnionPay;

/// <summary>
/// Section <c>UnionPay</c>. Everything has a default, so that an empty section is a working, well-meaning channel.
/// </summary>
internal sealed record UnionPaySettings
{
    /// <summary>
    /// Merchant numbers with keys of their own. Every other number that a payment or balance names is served with the
    /// test keys; a number never heard of is answered 31.
    /// </summary>
    public Dictionary<string, MerchantSettings> Merchants { get; init; } = [];

    /// <summary>Shortest and longest time that an answer takes, in real milliseconds. Default 0.</summary>
    public int DelayFromMs { get; init; }

    public int DelayToMs { get; init; }

    /// <summary>Virtual seconds from acceptance to success. Default 0: done before the answer is written.</summary>
    public int SuccessAfterSeconds { get; init; }

    /// <summary>Virtual seconds from the success to its notice. Default 0.</summary>
    public int NoticeAfterSeconds { get; init; }

    /// <summary>
    /// How far a refund's txnTime may be from the present, in virtual minutes; 0 does not look. Default 0.
    /// </summary>
    public int TxnTimeMinutes { get; init; }

    /// <summary>Whether refunds must be covered by the purchases of the same clearing day (33). Default false.</summary>
    public bool DailyCover { get; init; }

    /// <summary>How long a hanging line stays open, in real seconds. Default 60.</summary>
    public int HangSeconds { get; init; } = 60;

    /// <summary>Misfortunes that come by themselves.</summary>
    public MisfortuneSettings Misfortunes { get; init; } = new();
}

/// <summary>Keys of one merchant number; what is absent is the test keys'.</summary>
internal sealed record MerchantSettings
{
    /// <summary>Decimal.</summary>
    public string? CertId { get; init; }

    /// <summary>PEM.</summary>
    public string? PublicKey { get; init; }
}
