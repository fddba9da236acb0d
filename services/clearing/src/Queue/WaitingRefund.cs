using Contracts;

namespace Clearing.Queue;

/// <summary>A refund that waits for its merchant's money.</summary>
public sealed class WaitingRefund
{
    public Guid RefundId { get; private init; }
    public Guid MerchantId { get; private init; }

    /// <summary>What must be held for it.</summary>
    public Money Need { get; private set; }

    /// <summary>Since when it waits: the oldest comes first.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>How many younger refunds were tried before it although it was older.</summary>
    public int Passes { get; private set; }

    /// <summary>Whether accounting has noted the shortage, so that the next credit tells us.</summary>
    public bool Asked { get; private set; }

    /// <summary>When it was last told to try again; null when it has its answer.</summary>
    public DateTimeOffset? TriedAt { get; private set; }

    public static WaitingRefund Joining(Guid refundId, Guid merchantId, Money need, DateTimeOffset now) =>
        new() { RefundId = refundId, MerchantId = merchantId, Need = need, Since = now };

    /// <summary>Accounting says that the money is short; it keeps its place.</summary>
    public void Short() => (Asked, TriedAt) = (true, null);

    public void Tried(DateTimeOffset now) => TriedAt = now;

    public void WasPassed() => Passes++;

    /// <summary>A new attempt of the same refund takes its place at the end.</summary>
    public void Restart(Money need, DateTimeOffset now) =>
        (Need, Since, Passes, Asked, TriedAt) = (need, now, 0, false, null);
}
