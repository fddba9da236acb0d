using Channels;
using RefundCenter.Legs;

namespace RefundCenter.Rulebooks;

/// <summary>
/// The rulebooks in force, one per channel, read once at start: a mistake in one stops the process with all mistakes
/// listed.
/// </summary>
public sealed class RulebookShelf
{
    private static readonly string[] InterfaceThenPayout = [Methods.Interface, Methods.Payout];
    private readonly Dictionary<string, Entry> byChannel = [];
    private readonly RefundCenterOptions options;
    private readonly WorkingDays days;

    public RulebookShelf(IEnumerable<Rulebook> rulebooks, RefundCenterOptions options)
    {
        (this.options, days) = (options, new WorkingDays(options));
        foreach (var rulebook in rulebooks)
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(rulebook.TimeZone);
            var methods = options.Methods.GetValueOrDefault(rulebook.Channel, InterfaceThenPayout);
            byChannel.Add(rulebook.Channel, new Entry(rulebook, zone, methods));
        }
    }

    /// <summary>Null for a channel of which we have no rulebook: nothing can be sent by it.</summary>
    public Rulebook? Find(string channel) => byChannel.GetValueOrDefault(channel)?.Book;

    /// <summary>The methods for refunds of this channel's payments, in order; none without a rulebook.</summary>
    public IReadOnlyList<string> MethodsOf(string channel) => byChannel.GetValueOrDefault(channel)?.Methods ?? [];

    /// <summary>The rules by which a leg of this channel lives.</summary>
    public LegRules RulesOf(string channel, string instrument) => byChannel[channel].Rules.GetOrAdd(instrument, name =>
    {
        var entry = byChannel[channel];
        var plan = entry.Book.ProbesFor(name);
        return new LegRules(
            entry.Book.RetryMode, entry.Book.SettlingTime, (sent, now) => plan.Next(sent, now, entry.Zone, days.Is),
            options.Later, options.ThrottlePause, ReturnsToMerchant: entry.Methods.Contains(Methods.Payout))
        {
            TrustsNotFound = (sent, asked) => entry.Book.QueryKeys.Any(
                key => entry.Book.Trusts(key.Name, asked - sent, parts: 1)),
        };
    });

    /// <summary>About when the payer has the money (S7, S147).</summary>
    public DateTimeOffset ExpectedUntil(string channel, string method, string instrument, DateTimeOffset now) =>
        (method, instrument) switch
    {
        (Methods.Payout, _) => now + options.PayoutWithin,
        (_, "wallet") => now + options.WalletWithin,
        _ => days.After(now, options.CardWorkingDays, byChannel[channel].Zone),
    };

    private sealed record Entry(Rulebook Book, TimeZoneInfo Zone, IReadOnlyList<string> Methods)
    {
        public System.Collections.Concurrent.ConcurrentDictionary<string, LegRules> Rules { get; } = new();
    }
}
