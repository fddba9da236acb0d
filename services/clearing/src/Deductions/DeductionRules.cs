using Clearing.Payments;
using Contracts;
using Contracts.Accounting;
using Contracts.Clearing;
using Contracts.Executions;
using Contracts.Payments;

namespace Clearing.Deductions;

/// <summary>How a deduction and the row of its payment change together. Pure, under the locks of both.</summary>
internal static class DeductionRules
{
    /// <summary>
    /// Begins an attempt: the refund counts as in flight with its fee, or the reason why not is remembered. A deduction
    /// that gateway was told of before (<see cref="DeductRefund.FeeGivenBack"/>) is a fact and never refused.
    /// </summary>
    public static void Begin(
        this DeductionState deduction, DeductRefund order, ClearedPayment payment, DateTimeOffset now)
    {
        var own = deduction.Counted;
        var error = order.FeeGivenBack is null ? Refusals.FirstOf(payment, order.Payment, order.Amount, own) : null;
        deduction.Attempt = order.Attempt;
        deduction.Remember(order.Payment, order.Amount);
        deduction.Refuse(error);
        (deduction.Missing, deduction.HoldLost) = (0, false);
        if (error is not null)
        {
            deduction.Count(own.AtRest(), payment, now);
            return;
        }
        deduction.Fee = order.FeeGivenBack?.Minor ?? payment.FeeFor(own, order.Amount.Minor);
        deduction.Count(new Part(order.Amount.Minor, own.Moved, deduction.Fee), payment, now);
    }

    /// <summary>Takes a higher order: what moved is a fact, whatever the sums say.</summary>
    /// <param name="attemptLives">Whether money is held, or asked for, for a younger attempt than the order's.</param>
    public static void Take(
        this DeductionState deduction, SettleDeduction order, ClearedPayment payment, bool attemptLives)
    {
        var own = deduction.Counted;
        var isPriced = deduction.Knows && deduction.Amount == order.Amount;
        deduction.Attempt = Math.Max(deduction.Attempt, order.Attempt);
        deduction.Remember(order.Payment, order.Amount);
        // Accounting is asked once more, and its answer ends the order as always.
        if (deduction.LacksTargetOf(order.OrderNo)) deduction.SettledNo = order.OrderNo - 1;
        deduction.RememberTarget(order);

        var moved = Math.Max(0, order.Moved.AtPayer.Minor);
        var live = attemptLives ? order.Amount.Minor
            : order.Outcome is ExecutionOutcome.InProgress ? Math.Max(0, order.Amount.Minor - moved)
            : 0;
        if (!isPriced) deduction.Fee = order.FeeGivenBack?.Minor ?? payment.FeeFor(own, order.Amount.Minor);
        // It comes back to life: other parts may have its share by now.
        else if (!own.Counts) deduction.Fee = payment.FeeFor(own, order.Amount.Minor);

        var part = new Part(live, moved, deduction.Fee);
        deduction.Count(part.Counts ? part : Part.None, payment, deduction.UpdatedAt);
    }

    /// <summary>Nothing of it is under way any more.</summary>
    public static void Release(this DeductionState deduction, ClearedPayment payment, DateTimeOffset now) =>
        deduction.Count(deduction.Counted.AtRest(), payment, now);

    /// <summary>
    /// Accounting's books stand at this order, after a restore perhaps at a higher one than we know, or at another
    /// target under our number: then only gateway can say what is to be, under the next number.
    /// </summary>
    public static void BooksStandAt(this DeductionState deduction, HoldSettled answer)
    {
        deduction.SettledNo = Math.Max(deduction.SettledNo, answer.OrderNo);
        if (answer.OrderNo < deduction.OrderNo || (answer.OrderNo == deduction.OrderNo && !deduction.IsOther(answer)))
            return;
        (deduction.OrderNo, deduction.Outcome) = (answer.OrderNo, null);
    }

    private static bool IsOther(this DeductionState deduction, HoldSettled answer) =>
        (answer.Outcome is { } outcome && outcome != deduction.Outcome)
        || (answer.Moved is { } moved && moved != deduction.Moved);

    /// <summary>What is asked is not the refund that we know under this id: see <see cref="Refusals.Number"/>.</summary>
    public static bool IsAnotherThan(this DeductionState deduction, PaymentFacts? payment, Money? amount) =>
        deduction.Knows && payment is not null && amount is not null
        && (deduction.PaymentId, deduction.Amount) != (payment.PaymentId, amount.Value);

    public static void Remember(this DeductionState deduction, PaymentFacts payment, Money amount)
    {
        if (deduction.Knows && deduction.PaymentId != payment.PaymentId)
            throw new RefundConflictException(deduction.CorrelationId);
        (deduction.PaymentId, deduction.MerchantId) = (payment.PaymentId, payment.MerchantId);
        deduction.Channel = payment.Channel;
        deduction.Amount = amount;
    }

    public static void Refuse(this DeductionState deduction, RefundError? error) =>
        (deduction.ErrorCode, deduction.ErrorMessage) = (error?.Code, error?.Message);

    private static void RememberTarget(this DeductionState deduction, SettleDeduction order)
    {
        (deduction.OrderNo, deduction.OrderAttempt, deduction.Outcome) = (order.OrderNo, order.Attempt, order.Outcome);
        var moved = order.Moved;
        (deduction.MovedByChannel, deduction.MovedToOwnAccount) = (moved.ByChannel.Minor, moved.ToOwnAccount.Minor);
        (deduction.MovedByPayout, deduction.MovedReturned) = (moved.ByPayout.Minor, moved.Returned.Minor);
    }

    private static void Count(this DeductionState deduction, Part part, ClearedPayment payment, DateTimeOffset now)
    {
        payment.Replace(deduction.Counted, part, now);
        deduction.Counted = part;
    }
}
