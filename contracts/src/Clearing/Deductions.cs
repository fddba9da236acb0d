using Contracts.Executions;
using Contracts.Payments;

namespace Contracts.Clearing;

/// <summary>② Take the money for a refund from the merchant's pockets. From gateway; repeated until answered.</summary>
/// <param name="Attempt">1, and one more each time the refund is re-opened; with the refund the business key.</param>
/// <param name="Amount">What the payer is to get.</param>
/// <param name="FeeGivenBack">
/// What <see cref="RefundDeducted"/> said, once it was said. Then the deduction is a fact: it is neither refused nor priced anew by
/// a clearing that was started from an older copy.
/// </param>
public sealed record DeductRefund(
    Guid RefundId, int Attempt, PaymentFacts Payment, Money Amount, Money? FeeGivenBack = null);

/// <summary>The money is held. Answers <see cref="DeductRefund"/>.</summary>
/// <param name="Held">Taken from the merchant's pockets: the amount less the fee given back.</param>
/// <param name="FeeGivenBack">By the cumulative rule of architecture §5.</param>
/// <param name="PaymentId">What it is a refund of: a gateway that forgot the number may have been asked for another since.</param>
public sealed record RefundDeducted(
    Guid RefundId, int Attempt, Money Held, Money FeeGivenBack, Guid? PaymentId = null);

/// <summary>The pockets are short: the refund waits in clearing's queue until money arrives. A <see cref="RefundDeducted"/> follows.</summary>
public sealed record RefundWaiting(Guid RefundId, int Attempt, Money Missing);

/// <summary>The money will not be taken, for this reason; nothing is held.</summary>
public sealed record DeductionRefused(Guid RefundId, int Attempt, RefundError Error);

/// <summary>Give the money back, or leave the queue: nothing was asked of the refund center yet. From gateway; repeated until answered.</summary>
/// <param name="Payment">With <paramref name="Amount"/>, what a clearing needs that has lost the refund and must cancel a hold all the same.</param>
public sealed record CancelDeduction(
    Guid RefundId, int Attempt, Guid MerchantId, PaymentFacts? Payment = null, Money? Amount = null);

/// <summary>Nothing is held any more. Answers <see cref="CancelDeduction"/>, and a <see cref="DeductRefund"/> that comes after it.</summary>
public sealed record DeductionCancelled(Guid RefundId, int Attempt);

/// <summary>Already settled: <see cref="SettleDeduction"/> is the only way on.</summary>
public sealed record CancelTooLate(Guid RefundId, int Attempt);

/// <summary>
/// Move the books of this refund to where the execution stands. A target, not a step: the highest
/// <paramref name="OrderNo"/> wins, lower ones are answered and ignored. From gateway; repeated until answered.
/// </summary>
/// <param name="OrderNo">Counts over all attempts of the refund, from 1.</param>
/// <param name="Moved">All that really moved for this refund since it exists, over all its attempts and legs.</param>
/// <param name="FeeGivenBack">What <see cref="RefundDeducted"/> said, when it was said: see <see cref="DeductRefund"/>.</param>
public sealed record SettleDeduction(
    Guid RefundId,
    int Attempt,
    int OrderNo,
    PaymentFacts Payment,
    Money Amount,
    ExecutionOutcome Outcome,
    Movements Moved,
    Money? FeeGivenBack = null);

/// <summary>The books stand at this order. Answers <see cref="SettleDeduction"/>.</summary>
/// <param name="Outcome">
/// With <paramref name="Moved"/> the target of that order, when clearing knows it: a gateway that was started from an older copy and
/// meant something else by the number orders anew under the next one.
/// </param>
public sealed record DeductionSettled(
    Guid RefundId, int OrderNo, ExecutionOutcome? Outcome = null, Movements? Moved = null);
