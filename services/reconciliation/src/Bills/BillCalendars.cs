using System.Collections.Concurrent;
using Channels;

namespace Reconciliation.Bills;

/// <summary>
/// The calendars of all channels, from the rulebooks in force: those that refund-center published, until then the
/// shipped ones; a mistake in one of these stops the process with all its mistakes listed.
/// </summary>
public sealed class BillCalendars
{
    private readonly ConcurrentDictionary<string, Rulebook> shipped = new();
    private readonly ConcurrentDictionary<string, (Rulebook Book, BillCalendar Calendar)> byChannel = new();
    private readonly ReconciliationOptions options;
    private readonly RulebookVersions published;
    private readonly TimeProvider clock;

    public BillCalendars(
        BillSources sources, ReconciliationOptions options, RulebookVersions published, TimeProvider clock)
    {
        (this.options, this.published, this.clock) = (options, published, clock);
        foreach (var channel in sources.Channels) Of(channel);
    }

    /// <exception cref="FileNotFoundException">There is no rulebook for this channel.</exception>
    public BillCalendar Of(string channel)
    {
        var book = published.InForce(channel, clock.GetUtcNow())
            ?? shipped.GetOrAdd(channel, name => RulebookReader.ReadOf(name, options.Rulebooks));
        if (byChannel.TryGetValue(channel, out var known) && ReferenceEquals(known.Book, book)) return known.Calendar;
        var calendar = new BillCalendar(book, options.Channels.GetValueOrDefault(channel, new ChannelBills()));
        byChannel[channel] = (book, calendar);
        return calendar;
    }
}
