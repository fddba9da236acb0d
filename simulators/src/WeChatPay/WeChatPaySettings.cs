using Simulators.Misfortunes;

namespace Simulators.WeChatPay;

/// <summary>
/// Section <c>WeChatPay</c>. Everything has a default, so that an empty section is a working, well-meaning channel.
/// </summary>
internal sealed record WeChatPaySettings
{
    /// <summary>
    /// Merchant numbers with keys of their own. Every other number that a payment or balance names is served with
    /// the test keys; a number never heard of is MCH_NOT_EXISTS.
    /// </summary>
    public Dictionary<string, MerchantSettings> Merchants { get; init; } = [];

    /// <summary>
    /// How answers are signed: <c>Certificate</c>, <c>PublicKey</c>, or both in turn. Default Certificate.
    /// </summary>
    public SigningMode Signing { get; init; } = SigningMode.Certificate;

    /// <summary>Shortest and longest time that an answer takes, in real milliseconds. Default 0.</summary>
    public int DelayFromMs { get; init; }

    public int DelayToMs { get; init; }

    /// <summary>Virtual seconds from acceptance to success. Default 0: done before the answer is written.</summary>
    public int SuccessAfterSeconds { get; init; }

    /// <summary>Virtual seconds from the result to its notice. Default 0.</summary>
    public int NoticeAfterSeconds { get; init; }

    /// <summary>At least a virtual minute between two parts of a payment. Default true.</summary>
    public bool Spacing { get; init; } = true;

    /// <summary>150 refunds and 6 failing ones per real second and merchant number. Default true.</summary>
    public bool Budgets { get; init; } = true;

    /// <summary>Percent of notices that are preceded by a probe with a wrong signature. Default 0.</summary>
    public int ProbePercent { get; init; }

    /// <summary>How long a hanging line stays open, in real seconds. Default 60.</summary>
    public int HangSeconds { get; init; } = 60;

    /// <summary>Misfortunes that come by themselves.</summary>
    public MisfortuneSettings Misfortunes { get; init; } = new();
}

/// <summary>Keys of one merchant number; what is absent is the test keys'.</summary>
internal sealed record MerchantSettings
{
    public string? CertificateSerial { get; init; }

    /// <summary>PEM.</summary>
    public string? PublicKey { get; init; }

    public string? ApiV3Key { get; init; }
}

internal enum SigningMode { Certificate, PublicKey, Alternating }
