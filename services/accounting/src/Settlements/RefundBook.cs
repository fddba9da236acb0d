using Accounting.Accounts;
using Contracts;
using Contracts.Accounting;
using Contracts.Executions;

namespace Accounting.Settlements;

/// <summary>
/// What is booked for one refund over all its attempts: the row that makes a settlement order a target. The next order
/// posts the difference to it. All amounts in minor units of <see cref="Currency"/>.
/// </summary>
public sealed class RefundBook
{
    private RefundBook()
    {
    }

    public Guid RefundId { get; private init; }

    public Guid MerchantId { get; private init; }

    /// <summary>The channel's code.</summary>
    public string Channel { get; private init; } = "";

    public string Currency { get; private init; } = "";

    /// <summary>The highest order carried out; 0 before the first.</summary>
    public int OrderNo { get; private set; }

    /// <summary>What that order said of the refund.</summary>
    public ExecutionOutcome Outcome { get; private set; }

    /// <summary>
    /// The highest attempt that ended; a hold for it, or for an older one, comes too late to be taken.
    /// </summary>
    public int ClosedAttempt { get; private set; }

    public long ByChannelMinor { get; private set; }

    public long ToOwnAccountMinor { get; private set; }

    public long ByPayoutMinor { get; private set; }

    public long ReturnedMinor { get; private set; }

    /// <summary>What the merchant bears out of its pending pocket.</summary>
    public long CostPendingMinor { get; private set; }

    /// <summary>
    /// What the merchant bears out of its cash pocket; negative when a returned transfer was credited there.
    /// </summary>
    public long CostCashMinor { get; private set; }

    /// <summary>What the merchant owes us for it.</summary>
    public long CostDebtMinor { get; private set; }

    /// <summary>The fee given back.</summary>
    public long FeeMinor { get; private set; }

    public long LossMinor { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public Moved Moved
    {
        get => new(ByChannelMinor, ToOwnAccountMinor, ByPayoutMinor, ReturnedMinor);
        private set => (ByChannelMinor, ToOwnAccountMinor, ByPayoutMinor, ReturnedMinor) =
            (value.ByChannel, value.ToOwnAccount, value.ByPayout, value.Returned);
    }

    /// <summary>The merchant's pockets together.</summary>
    public PocketAmounts CostPockets => new(CostPendingMinor, CostCashMinor);

    /// <summary>Who bears what, as booked.</summary>
    public Shares Shares => new(CostPockets.Total + CostDebtMinor, FeeMinor, LossMinor);

    public static RefundBook Open(SettleHold order) => new()
    {
        RefundId = order.RefundId, MerchantId = order.MerchantId,
        Channel = order.Channel, Currency = order.Amount.Currency,
    };

    /// <exception cref="InvalidOperationException">The order is about somebody else's refund.</exception>
    internal void MustBelongTo(Parties parties)
    {
        if (parties != new Parties(MerchantId, Channel, Currency))
            throw new InvalidOperationException(
                $"Refund {RefundId} is of {MerchantId}, {Channel}, {Currency}, not of {parties}.");
    }

    /// <summary>
    /// Notes further movements and what they change of fee and loss; the cost is noted by <see cref="Bear"/>.
    /// </summary>
    internal void Move(Moved moved, Shares change) =>
        (Moved, FeeMinor, LossMinor) = (moved, checked(FeeMinor + change.Fee), checked(LossMinor + change.Loss));

    /// <summary>Notes what the merchant bears more (or, negative, less) of it.</summary>
    internal void Bear(PocketAmounts pockets, long debtMinor)
    {
        CostPendingMinor = checked(CostPendingMinor + pockets.Pending);
        CostCashMinor = checked(CostCashMinor + pockets.Cash);
        CostDebtMinor = checked(CostDebtMinor + debtMinor);
    }

    internal void CarriedOut(SettleHold order, DateTimeOffset now)
    {
        (OrderNo, Outcome, UpdatedAt) = (order.OrderNo, order.Outcome, now);
        if (Outcome is not ExecutionOutcome.InProgress) ClosedAttempt = Math.Max(ClosedAttempt, order.Attempt);
    }

    /// <summary>
    /// Where the books stand, and at which target: whoever ordered another one under this number sees it.
    /// </summary>
    public HoldSettled Settled() => new(
        RefundId, OrderNo, Outcome,
        new(Of(ByChannelMinor), Of(ToOwnAccountMinor), Of(ByPayoutMinor), Of(ReturnedMinor)));

    private Money Of(long minor) => new(minor, Currency);
}
