using Simulators.Misfortunes;

namespace Simulators.Alipay;

/// <summary>
/// Section <c>Alipay</c>. Everything has a default, so that an empty section is a working, well-meaning channel.
/// </summary>
internal sealed record AlipaySettings
{
    /// <summary>
    /// Applications with keys of their own. Every other app_id that a payment or balance names is served with the test
    /// keys; one never heard of is isv.invalid-app-id.
    /// </summary>
    public Dictionary<string, MerchantSettings> Merchants { get; init; } = [];

    /// <summary>Shortest and longest time that an answer takes, in real milliseconds. Default 0.</summary>
    public int DelayFromMs { get; init; }

    public int DelayToMs { get; init; }

    /// <summary>Days after the payment in which it can be refunded. Default 90 (S12).</summary>
    public int WindowDays { get; init; } = 90;

    /// <summary>Whether the fee of a payment is given back with its refunds. Default false (S48).</summary>
    public bool ReturnsFee { get; init; }

    /// <summary>Virtual seconds until the payer's bank says what it did with a refund. Default two days.</summary>
    public int DepositBackAfterSeconds { get; init; } = 172_800;

    /// <summary>Where the message service posts, <c>{appid}</c> in it. Default none: nobody subscribed.</summary>
    public string? MessageUrl { get; init; }

    /// <summary>Real seconds for which the link of a bill lives. Default 30.</summary>
    public int LinkSeconds { get; init; } = 30;

    /// <summary>How long a hanging line stays open, in real seconds. Default 60.</summary>
    public int HangSeconds { get; init; } = 60;

    /// <summary>Misfortunes that come by themselves.</summary>
    public MisfortuneSettings Misfortunes { get; init; } = new();
}

/// <summary>Keys of one application; what is absent is the test keys'.</summary>
internal sealed record MerchantSettings
{
    /// <summary>PEM.</summary>
    public string? PublicKey { get; init; }
}
