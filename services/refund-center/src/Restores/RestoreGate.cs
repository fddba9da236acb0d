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

    /// <summary>The last restore there was, on the business clock; null for none.</summary>
    public DateTimeOffset? RestoredAt { get; private set; }

    public void Mark(DateTimeOffset? at) => RestoredAt = at;

    /// <summary>
    /// True when a refund of this payment may have been asked for before the restore: the payment is older. A refund's
    /// own id says nothing about time.
    /// </summary>
    public bool MayHaveBeenSent(PaymentFacts? payment) =>
        RestoredAt is { } marked && (payment is null || payment.CapturedAt <= marked + Skew);
}
