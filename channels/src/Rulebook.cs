using Channels.Rules;

namespace Channels;

/// <summary>
/// What a channel allows and how it behaves, as data with its sources (architecture §8, M3). Code reads it; numbers are
/// not in code. A change is a new <see cref="Version"/>.
/// </summary>
public sealed record Rulebook
{
    /// <summary>Three years, well within the five for which money facts are kept.</summary>
    public const int DefaultPayoutWindowDays = 1095;

    /// <summary>The channel's code, for example <c>wechat</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>1, 2, 3 …</summary>
    public required int Version { get; init; }

    /// <summary>From when on it is in force.</summary>
    public required DateTimeOffset EffectiveFrom { get; init; }

    /// <summary>ISO 4217 codes in which refunds are possible.</summary>
    public required IReadOnlyList<string> Currencies { get; init; }

    /// <summary>Who clears: <c>unionpay</c>, <c>netsunion</c> or <c>central-bank</c> (S211).</summary>
    public required string ClearingParty { get; init; }

    /// <summary>Of <see cref="RefundMethods"/>, in the order in which they are tried (S139, S148).</summary>
    public required IReadOnlyList<string> Methods { get; init; }

    /// <summary>When refunds by interface are sent: zero is at once, else all of a period together (S143).</summary>
    public required TimeSpan BatchEvery { get; init; }

    /// <summary>
    /// When the workbook or sheet of a working day is made, in <see cref="TimeZone"/>; null where neither is a method
    /// (S145–S146).
    /// </summary>
    public required TimeOnly? FileCutOff { get; init; }

    /// <summary>Days after the payment in which a refund can be asked for; a merchant's own may be longer.</summary>
    public required int WindowDays { get; init; }

    /// <summary>
    /// Days after the payment in which a refund by payout can be asked for, where the channel's own window is shorter
    /// (S167). Default <see cref="DefaultPayoutWindowDays"/>.
    /// </summary>
    public int PayoutWindowDays { get; init; } = DefaultPayoutWindowDays;

    /// <summary>Most refunds of one payment.</summary>
    public required int MaxParts { get; init; }

    /// <summary>Shortest time between two refunds of one payment.</summary>
    public required TimeSpan PartSpacing { get; init; }

    /// <summary>Smallest refund in minor units.</summary>
    public required long MinAmountMinor { get; init; }

    /// <summary>
    /// Smallest transfer to an account at the channel, in minor units; null where none is known (S180). What is smaller has
    /// no payout by this route.
    /// </summary>
    public required long? TransferMinAmountMinor { get; init; }

    /// <summary>False where refunds on the day of their payment may be refused (S31).</summary>
    public required bool SameDayRefunds { get; init; }

    /// <summary>Whether payments that were settled at once (T0, D0) are refunded by interface (S50).</summary>
    public required bool RefundsSettled { get; init; }

    public required RefundNoRule RefundNo { get; init; }
    public required RequestRates Rates { get; init; }

    /// <summary>Null where the age of a payment changes nothing.</summary>
    public required OldPaymentsRule? OldPayments { get; init; }

    public required BreakerRule Breaker { get; init; }
    public required RetryMode RetryMode { get; init; }

    /// <summary>How long a request without an answer may still be executed; queries certify only after it.</summary>
    public required TimeSpan SettlingTime { get; init; }

    /// <summary>
    /// How long after it failed a refund that was sent may still be executed: until then the payment keeps room for it.
    /// </summary>
    public required TimeSpan ResurrectionTime { get; init; }

    /// <summary>Null where a failure is one (S29–S32).</summary>
    public required ProvisionalRule? Provisional { get; init; }

    /// <summary>
    /// By payer instrument (<c>wallet</c>, <c>card</c>); <c>card</c> is the careful one and always present.
    /// </summary>
    public required IReadOnlyDictionary<string, ProbePlan> Probes { get; init; }

    /// <summary>Best first.</summary>
    public required IReadOnlyList<QueryKey> QueryKeys { get; init; }

    /// <summary>A query sees only refunds of so many days around it; null is all (S27).</summary>
    public required int? QueryWithinDays { get; init; }

    /// <summary>None where only questions tell (S20, S24).</summary>
    public required IReadOnlyList<NoticeRule> Notices { get; init; }

    /// <summary>By method and payer instrument; <c>card</c> is always present (S7, S147).</summary>
    public required IReadOnlyDictionary<string, Dictionary<string, Arrival>> Expected { get; init; }

    public required FeeReturnRule FeeReturn { get; init; }

    /// <summary>From what a refund can be paid, in the channel's words (S43).</summary>
    public required IReadOnlyList<string> FundSources { get; init; }

    public required SettlementRule Settlement { get; init; }
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

    /// <summary>The rules of channel merchants that have some of their own, by merchant number.</summary>
    public IReadOnlyDictionary<string, Rulebook> Overrides { get; init; } = new Dictionary<string, Rulebook>();

    /// <summary>The rules for this merchant number at the channel: its own where it has any.</summary>
    public Rulebook For(string channelMerchant) => Overrides.GetValueOrDefault(channelMerchant, this);

    /// <summary>The plan for an instrument; an unheard-of one is treated like a card.</summary>
    public ProbePlan ProbesFor(string instrument) => Probes.GetValueOrDefault(instrument, Probes["card"]);

    /// <summary>When the payer has the money; null for a method that the channel does not have.</summary>
    public Arrival? ExpectedBy(string method, string instrument) =>
        Expected.TryGetValue(method, out var byInstrument)
            ? byInstrument.GetValueOrDefault(instrument, byInstrument["card"])
            : null;

    /// <summary>
    /// By which number a refund this old, of a payment with so many parts, is asked for: the first that still works
    /// (S8, S9, S22). Null when none does.
    /// </summary>
    public QueryKey? KeyFor(TimeSpan age, int parts) => QueryKeys.FirstOrDefault(key => key.Works(age, parts));

    /// <summary>
    /// Whether "not found" under this key means never seen, for a refund this old of a payment with so many parts.
    /// </summary>
    public bool Trusts(string queryKey, TimeSpan age, int parts) =>
        QueryKeys.Any(key => key.Name == queryKey && key.Works(age, parts));
}
