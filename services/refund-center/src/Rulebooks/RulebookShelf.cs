using Channels;
using Channels.Calendars;
using Contracts.Executions;
using RefundCenter.Legs;

namespace RefundCenter.Rulebooks;

/// <summary>
/// The rulebooks in force, one per channel, read once at start: a mistake in one stops the process with all mistakes
/// listed.
/// </summary>
public sealed class RulebookShelf
{
    private readonly Dictionary<string, Entry> byChannel = [];
    private readonly RefundCenterOptions options;
    private readonly WorkingCalendar calendar;

    /// <param name="rulebooks">One for each channel.</param>
    /// <param name="options">Our own policies and further holidays.</param>
    /// <param name="can">Whether we can refund by this method at this channel: what we have no means for is left out.</param>
    public RulebookShelf(
        IEnumerable<Rulebook> rulebooks, RefundCenterOptions options, Func<string, string, bool> can)
    {
        this.options = options;
        calendar = WorkingCalendar.China.With(options.Holidays, options.WorkingWeekendDays);
        foreach (var rulebook in rulebooks)
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(rulebook.TimeZone);
            var methods = options.Methods.GetValueOrDefault(rulebook.Channel) ?? [.. rulebook.Methods];
            var possible = methods.Intersect(Methods.All).Where(method => can(rulebook.Channel, method));
            byChannel.Add(rulebook.Channel, new Entry(rulebook, zone, [.. possible]));
        }
    }

    /// <summary>Null for a channel of which we have no rulebook: nothing can be sent by it.</summary>
    public Rulebook? Find(string channel) => byChannel.GetValueOrDefault(channel)?.Book;

    /// <summary>The methods for refunds of this channel's payments, in order; none without a rulebook.</summary>
    public IReadOnlyList<string> MethodsOf(string channel) => byChannel.GetValueOrDefault(channel)?.Methods ?? [];

    /// <summary>
    /// The methods that are left now: what was settled at once, or is too old for its channel, goes back by payout alone
    /// (S50–S51, S167).
    /// </summary>
    public IReadOnlyList<string> MethodsFor(ExecuteRefund order, DateTimeOffset now)
    {
        var (payment, methods) = (order.Payment, MethodsOf(order.Payment.Channel));
        if (Find(payment.Channel)?.For(payment.ChannelMerchant) is not { } rules) return methods;
        var isSettled = order.Settlement is "t0" or "d0";
        var isTooOld = now > payment.CapturedAt.AddDays(rules.WindowDays);
        return isTooOld || (isSettled && !rules.RefundsSettled)
            ? [.. methods.Where(method => method == Methods.Payout)]
            : methods;
    }

    /// <summary>The rules by which a leg of this channel lives.</summary>
    public LegRules RulesOf(string channel, string instrument) => byChannel[channel].Rules.GetOrAdd(instrument, name =>
    {
        var entry = byChannel[channel];
        var plan = entry.Book.ProbesFor(name);
        return new LegRules(
            entry.Book.RetryMode, entry.Book.SettlingTime,
            (sent, now) => plan.Next(sent, now, entry.Zone, calendar.IsWorkingDay),
            options.Later, options.ThrottlePause, ReturnsToMerchant: entry.Methods.Contains(Methods.Payout))
        {
            TrustsNotFound = (sent, asked) => entry.Book.QueryKeys.Any(
                key => entry.Book.Trusts(key.Name, asked - sent, parts: 1)),
        };
    });

    /// <summary>When the payer has the money, at the latest as a rule (S7, S147).</summary>
    public DateTimeOffset ExpectedUntil(string channel, string method, string instrument, DateTimeOffset now)
    {
        var entry = byChannel[channel];
        var arrival = entry.Book.ExpectedBy(method, instrument) ?? entry.Book.ExpectedBy(entry.Book.Methods[0], instrument)!;
        return arrival.Until.After(now, entry.Zone, calendar.IsWorkingDay);
    }

    private sealed record Entry(Rulebook Book, TimeZoneInfo Zone, IReadOnlyList<string> Methods)
    {
        public System.Collections.Concurrent.ConcurrentDictionary<string, LegRules> Rules { get; } = new();
    }
}
