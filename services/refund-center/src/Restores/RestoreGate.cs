using Contracts.Payments;

namespace RefundCenter.Restores;

/// <summary>
/// What a restore from a copy has made uncertain. A refund older than the restore may have been sent after the copy was
/// taken: its legs are asked for before anything is sent. Every leg has its own gate (its row); this says which legs
/// begin behind one.
/// </summary>
public sealed class RestoreGate
{
    /// <summary>How far the clocks of two machines may be apart.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private static readonly DateTimeOffset Epoch = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The last restore there was, on the business clock; null for none.</summary>
    public DateTimeOffset? RestoredAt { get; private set; }

    /// <summary>
    /// The least number that this life of the service gives to a fact for gateway: the seconds from 2020 to the restore, 1
    /// without one. The life that was rolled back told more than the copy knows, and gateway would take other content
    /// under the same number for what it has; but in no life there are as many facts of a refund as seconds.
    /// </summary>
    public int FirstVersion => RestoredAt is { } marked ? (int)((marked - Epoch).Ticks / TimeSpan.TicksPerSecond) : 1;

    public void Mark(DateTimeOffset? at) => RestoredAt = at;

    /// <summary>
    /// True when a refund of this payment may have been asked for before the restore: the payment is older. A refund's
    /// own id says nothing about time.
    /// </summary>
    /// <param name="payment">Null when it is not known.</param>
    public bool MayHaveBeenSent(PaymentFacts? payment) =>
        RestoredAt is { } marked && (payment is null || payment.CapturedAt <= marked + Skew);

    /// <summary>
    /// True when this order may have been given before the restore. Nobody can be asked about a file, so that only
    /// orders that may really be older wait for people.
    /// </summary>
    public bool MayHaveBeenOrdered(DateTimeOffset? orderedAt) =>
        RestoredAt is { } marked && (orderedAt is null || orderedAt <= marked + Skew);
}
