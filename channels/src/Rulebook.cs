namespace Channels;

/// <summary>
/// What a channel allows and how it behaves, as data with its sources (architecture §8). Code reads it; numbers are not
/// in code. A change is a new <see cref="Version"/>.
/// </summary>
public sealed record Rulebook
{
    /// <summary>The channel's code, for example <c>wechat</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>1, 2, 3 …</summary>
    public required int Version { get; init; }

    /// <summary>ISO 4217 codes in which refunds are possible.</summary>
    public required IReadOnlyList<string> Currencies { get; init; }

    /// <summary>Days after the payment in which a refund can be asked for; a merchant's own may be longer.</summary>
    public required int WindowDays { get; init; }

    /// <summary>Most refunds of one payment.</summary>
    public required int MaxParts { get; init; }

    /// <summary>Shortest time between two refunds of one payment.</summary>
    public required TimeSpan PartSpacing { get; init; }

    /// <summary>Smallest refund in minor units.</summary>
    public required long MinAmountMinor { get; init; }

    public required RequestRates Rates { get; init; }

    public required RetryMode RetryMode { get; init; }

    /// <summary>How long a request without an answer may still be executed; queries certify only after it.</summary>
    public required TimeSpan SettlingTime { get; init; }

    /// <summary>
    /// How long after it failed a refund that was sent may still be executed: until then the payment keeps room for it.
    /// </summary>
    public required TimeSpan ResurrectionTime { get; init; }

    /// <summary>
    /// By payer instrument (<c>wallet</c>, <c>card</c>); <c>card</c> is the careful one and always present.
    /// </summary>
    public required IReadOnlyDictionary<string, ProbePlan> Probes { get; init; }

    /// <summary>Best first.</summary>
    public required IReadOnlyList<QueryKey> QueryKeys { get; init; }

    public required IReadOnlyList<FileRule> Files { get; init; }

    /// <summary>IANA name of the zone in which the channel counts days.</summary>
    public required string TimeZone { get; init; }

    /// <summary>When a new channel day begins, in <see cref="TimeZone"/>.</summary>
    public required TimeOnly CutOff { get; init; }

    /// <summary>When the files of a day can be fetched on the next day, in <see cref="TimeZone"/>.</summary>
    public required TimeOnly BillReadyAt { get; init; }

    /// <summary>
    /// Where each rule comes from: requirement numbers (S36) and documents, by the rule's name in the file.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Sources { get; init; }

    /// <summary>The plan for an instrument; an unheard-of one is treated like a card.</summary>
    public ProbePlan ProbesFor(string instrument) => Probes.GetValueOrDefault(instrument, Probes["card"]);

    /// <summary>
    /// Whether "not found" under this key means never seen, for a refund this old of a payment with so many parts.
    /// </summary>
    public bool Trusts(string queryKey, TimeSpan age, int parts) => QueryKeys.Any(key =>
        key.Name == queryKey && (key.TrustedFor is null || age <= key.TrustedFor)
        && (key.UpToParts is null || parts <= key.UpToParts));
}
