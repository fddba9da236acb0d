using System.Collections.Concurrent;
using RefundCenter.Legs;

namespace RefundCenter.Calls;

/// <summary>
/// When refunds of old payments are looked at again that found their budget empty: one after another, as it fills, so
/// that a thousand of them are not put off by each claim. Each of our merchants has a row of its own, so that one does
/// not wait behind another. Only a memory: it decides when one is looked at and never how many go, and each replica has
/// its own.
/// </summary>
internal sealed class OldPaymentTurns
{
    /// <summary>Rows that are past are forgotten when there are so many.</summary>
    private const int Rows = 1000;

    private readonly ConcurrentDictionary<(string, string, Guid), DateTimeOffset> last = new();

    /// <param name="leg">Whose turn is wanted.</param>
    /// <param name="pace">In which one more may go.</param>
    /// <param name="now">Business time.</param>
    public DateTimeOffset Next(Leg leg, TimeSpan pace, DateTimeOffset now)
    {
        if (last.Count >= Rows)
            foreach (var row in last.Where(row => row.Value <= now)) last.TryRemove(row);
        return last.AddOrUpdate(
            (leg.Channel, leg.ChannelMerchant, leg.MerchantId), now + pace,
            (_, turn) => (turn > now ? turn : now) + pace);
    }
}
