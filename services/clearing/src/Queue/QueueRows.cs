using Clearing.Deductions;
using MassTransit;
using Platform.Persistence;

namespace Clearing.Queue;

/// <summary>A merchant's queue among the rows of a batch.</summary>
internal static class QueueRows
{
    /// <summary>Names all of a merchant's waiting refunds.</summary>
    public static LockKey Key(Guid merchantId) => LockKey.Where<WaitingRefund>(x => x.MerchantId, merchantId);

    /// <summary>Only after <see cref="Key"/> was named.</summary>
    public static IReadOnlyList<WaitingRefund> Waiting(this ClearingDb db, Guid merchantId) =>
        [.. db.Locked<WaitingRefund>().Where(x => x.MerchantId == merchantId)];

    public static Task TryAgain(this ConsumeContext context, WaitingRefund refund, DateTimeOffset now)
    {
        refund.Tried(now);
        return context.Publish(new TryAgain(refund.RefundId));
    }
}
