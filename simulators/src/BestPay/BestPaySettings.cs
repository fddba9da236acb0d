using Simulators.Misfortunes;

namespace Simulators.BestPay;

/// <summary>
/// Section <c>BestPay</c>. Everything has a default, so that an empty section is a working, well-meaning channel.
/// </summary>
internal sealed record BestPaySettings
{
    /// <summary>
    /// Public keys (PEM) of merchant numbers that have one of their own, by merchantNo. Every other number that a
    /// payment or balance names is served with the test keys.
    /// </summary>
    public Dictionary<string, string> PublicKeys { get; init; } = [];

    /// <summary>The hash under our signatures, or both in turn. Default Sha256.</summary>
    public SigningHash AnswerHash { get; init; } = SigningHash.Sha256;

    /// <summary>What creation says to what it took over: <c>SUCCESS</c> (default), which is not done, or <c>ACCEPT</c>.</summary>
    public string AcceptedWord { get; init; } = "SUCCESS";

    /// <summary>Virtual seconds from acceptance to the bank's answer. Default 0: before the answer is written.</summary>
    public int ResultAfterSeconds { get; init; }

    /// <summary>Virtual seconds from the result to its notice. Default 0.</summary>
    public int NoticeAfterSeconds { get; init; }

    /// <summary>Instruments (<c>card</c>, <c>wallet</c>) whose banks refuse refunds on the day of payment (S31). Default none.</summary>
    public string[] SameDayRefused { get; init; } = [];

    /// <summary>When a failed refund is tried again on the next day, Beijing time. Default 09:00.</summary>
    public TimeOnly RetryAt { get; init; } = new(9, 0);

    /// <summary>Virtual days from the second failure to success by hand. Default 3.</summary>
    public int ByHandAfterDays { get; init; } = 3;

    /// <summary>Days around a refund's request in which the query finds it (S27). Default 1.</summary>
    public int QueryWindowDays { get; init; } = 1;

    /// <summary>Days after the payment in which it can be refunded (S25). Default 180.</summary>
    public int WindowDays { get; init; } = 180;

    /// <summary>Whether the merchant's fee comes back with a refund. Default false.</summary>
    public bool FeeReturned { get; init; }

    /// <summary>Shortest and longest time that an answer takes, in real milliseconds. Default 0.</summary>
    public int DelayFromMs { get; init; }

    public int DelayToMs { get; init; }

    /// <summary>How long a hanging line stays open, in real seconds. Default 60.</summary>
    public int HangSeconds { get; init; } = 60;

    /// <summary>Misfortunes that come by themselves.</summary>
    public MisfortuneSettings Misfortunes { get; init; } = new();
}

internal enum SigningHash { Sha256, Sha1, Alternating }
