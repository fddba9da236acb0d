using System.Collections.Concurrent;
using Channels;

namespace Reconciliation.Bills;

/// <summary>
/// The calendars of all channels, from their rulebooks; a mistake in one stops the process with all its mistakes
/// listed.
/// </summary>
public sealed class BillCalendars
{
    private readonly ConcurrentDictionary<string, BillCalendar> byChannel = new();
    private readonly ReconciliationOptions options;

    public BillCalendars(BillSources sources, ReconciliationOptions options)
    {
        this.options = options;
        foreach (var channel in sources.Channels) Of(channel);
    }

    /// <exception cref="FileNotFoundException">There is no rulebook for this channel.</exception>
    public BillCalendar Of(string channel) => byChannel.GetOrAdd(channel, name =>
        new BillCalendar(
            RulebookReader.ReadOf(name, options.Rulebooks),
            options.Channels.GetValueOrDefault(name, new ChannelBills())));
}
