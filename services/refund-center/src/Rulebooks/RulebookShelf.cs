using System.Collections.Concurrent;
using Channels;
using Channels.Calendars;
using Contracts.Executions;
using Contracts.Payments;
using RefundCenter.Legs;

namespace RefundCenter.Rulebooks;

/// <summary>
/// The rulebooks of all channels with all their versions: methods, rates and spacing follow the one in force, a leg
/// lives by the one that it was opened under (M3).
/// </summary>
public sealed class RulebookShelf
{
    private readonly RulebookVersions versions = new();
    private readonly ConcurrentDictionary<(Rulebook, string), LegRules> rules = new(Sameness.Instance);
    private readonly RefundCenterOptions options;
    private readonly Func<string, string, bool> can;
    private readonly WorkingCalendar calendar;
    private readonly TimeProvider clock;

    /// <param name="rulebooks">Those that are shipped.</param>
    /// <param name="options">Our own policies and further holidays.</param>
    /// <param name="can">Whether we can refund by this method at this channel: what we have no means for is left out.</param>
    /// <param name="clock">Which version is in force follows it.</param>
    public RulebookShelf(
        IEnumerable<Rulebook> rulebooks, RefundCenterOptions options, Func<string, string, bool> can,
        TimeProvider clock)
    {
        (this.options, this.can, this.clock) = (options, can, clock);
        calendar = WorkingCalendar.China.With(options.Holidays, options.WorkingWeekendDays);
        Put(rulebooks);
    }

    public void Put(IEnumerable<Rulebook> rulebooks) => versions.Put(rulebooks);

    /// <summary>The one in force. Null for a channel of which we have none: nothing can be sent by it.</summary>
    public Rulebook? Find(string channel) => InForce(channel, clock.GetUtcNow());

    /// <summary>The highest version whose time has come.</summary>
    public Rulebook? InForce(string channel, DateTimeOffset at) => versions.InForce(channel, at);

    /// <summary>The highest version that is known, in force or not; 0 when there is none.</summary>
    public int LastVersion(string channel) => versions.LastVersion(channel);

    /// <summary>The methods for refunds of these payments, in order; none without a rulebook.</summary>
    public IReadOnlyList<string> MethodsOf(string channel, string channelMerchant) =>
        Find(channel)?.For(channelMerchant) is { } book ? MethodsOf(book) : [];

    public IReadOnlyList<string> MethodsOf(PaymentFacts payment) => MethodsOf(payment.Channel, payment.ChannelMerchant);

    /// <summary>
    /// The methods that are left now: what was settled at once, or is too old for its channel, goes back by payout alone
    /// (S50–S51, S167), and less than the channel refunds goes by another method: the rule was another one when the refund
    /// was admitted, or it is the channel merchant's own.
    /// </summary>
    public IReadOnlyList<string> MethodsFor(ExecuteRefund order, DateTimeOffset now)
    {
        var (payment, methods) = (order.Payment, MethodsOf(order.Payment));
        if (Find(payment.Channel)?.For(payment.ChannelMerchant) is not { } book) return methods;
        var isSettled = order.Settlement is "t0" or "d0";
        var isTooOld = now > payment.CapturedAt.AddDays(book.WindowDays);
        return isTooOld || (isSettled && !book.RefundsSettled)
            ? [.. methods.Where(method => method == Methods.Payout)]
            : order.Amount.Minor < book.MinAmountMinor ? [.. methods.Where(method => method != Methods.Interface)]
            : methods;
    }

    /// <summary>When a new refund of this payment is sent to its channel (S31, S143).</summary>
    public FirstSend FirstSendOf(PaymentFacts payment, DateTimeOffset now)
    {
        if (DaysOf(payment.Channel, payment.ChannelMerchant) is not { } days) return new(now, false);
        var day = days.WaitFor(payment.CapturedAt, now);
        return new(days.BatchFrom(day ?? now), day is not null);
    }

    /// <summary>When this leg may first be sent, if not now, by the rulebook in force; its payment's time may be unknown.</summary>
    public DateTimeOffset? ChannelDayFor(Leg leg, DateTimeOffset now) =>
        DaysOf(leg.Channel, leg.ChannelMerchant)?.WaitFor(leg.PaidAt, now);

    /// <summary>The rules by which this leg lives: those of its version, or of the one in force.</summary>
    public LegRules RulesOf(Leg leg) =>
        RulesOf(BookOf(leg.Channel, leg.RulebookVersion).For(leg.ChannelMerchant), leg.Instrument);

    public LegRules RulesOf(Rulebook book, string instrument) => rules.GetOrAdd((book, instrument), key =>
    {
        var (of, plan) = (key.Item1, key.Item1.ProbesFor(key.Item2));
        var zone = TimeZoneInfo.FindSystemTimeZoneById(of.TimeZone);
        return new LegRules(
            of.RetryMode, of.SettlingTime, (sent, now) => plan.Next(sent, now, zone, calendar.IsWorkingDay),
            options.Later, options.ThrottlePause, ReturnsToMerchant: MethodsOf(of).Contains(Methods.Payout))
        {
            Methods = MethodsOf(of),
            TrustsNotFound = (sent, asked) => of.QueryKeys.Any(key => of.Trusts(key.Name, asked - sent, parts: 1)),
        };
    });

    /// <summary>When the payer has the money, at the latest as a rule (S7, S147).</summary>
    public DateTimeOffset ExpectedUntil(PaymentFacts payment, string method, DateTimeOffset now)
    {
        var book = BookOf(payment.Channel, version: null).For(payment.ChannelMerchant);
        var arrival = book.ExpectedBy(method, payment.Instrument) ?? book.ExpectedBy(book.Methods[0], payment.Instrument)!;
        return arrival.Until.After(now, TimeZoneInfo.FindSystemTimeZoneById(book.TimeZone), calendar.IsWorkingDay);
    }

    private ChannelDays? DaysOf(string channel, string channelMerchant) => Find(channel)?.For(channelMerchant) is { } book
        ? new(book, TimeZoneInfo.FindSystemTimeZoneById(book.TimeZone))
        : null;

    private Rulebook BookOf(string channel, int? version) =>
        (version is { } number ? versions.Find(channel, number) : null) ?? Find(channel)
        ?? throw new InvalidOperationException($"There is no rulebook of {channel} in force.");

    private string[] MethodsOf(Rulebook book) =>
    [
        .. (options.Methods.GetValueOrDefault(book.Channel) ?? book.Methods).Intersect(Methods.All)
            .Where(method => can(book.Channel, method)),
    ];

    /// <summary>Rulebooks are the same when they are one object: comparing all their numbers costs more than it saves.</summary>
    private sealed class Sameness : IEqualityComparer<(Rulebook Book, string Instrument)>
    {
        public static readonly Sameness Instance = new();

        public bool Equals((Rulebook Book, string Instrument) x, (Rulebook Book, string Instrument) y) =>
            ReferenceEquals(x.Book, y.Book) && x.Instrument == y.Instrument;

        public int GetHashCode((Rulebook Book, string Instrument) key) => HashCode.Combine(
            System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(key.Book), key.Instrument);
    }
}
