using Contracts.Payments;

namespace Contracts.Executions;

/// <summary>④ Get the money to the payer, by whatever method. From gateway to refund-center; repeated until answered.</summary>
/// <param name="Attempt">1, and one more each time the refund is re-opened; with the refund the business key.</param>
/// <param name="Reason">The merchant's words; shown to the payer where the channel does that.</param>
/// <param name="MerchantRefundNo">The merchant's own number, for <see cref="RefundExecuted"/>.</param>
/// <param name="OrderedAt">
/// When this attempt was first ordered, the same in every repetition: channels whose refund numbers have a time of their own
/// (UnionPay) get it with the number, also after a restore.
/// </param>
/// <param name="Settlement">
/// When the merchant got the payment's money: <c>t1</c>, <c>t0</c> or <c>d0</c> (S50); null where nobody said, which is <c>t1</c>.
/// </param>
/// <param name="Kind">
/// Of an error refund why the payment should not be: <c>duplicate_payment</c> or <c>late_payment</c> (S141); null for an ordinary one.
/// </param>
public sealed record ExecuteRefund(
    Guid RefundId, int Attempt, PaymentFacts Payment, Money Amount, string? Reason, string? MerchantRefundNo = null,
    DateTimeOffset? OrderedAt = null, string? Settlement = null, string? Kind = null);

/// <summary>⑤ Taken over: it will be executed by this method, about until then. Answers <see cref="ExecuteRefund"/>.</summary>
/// <param name="Method"><c>interface</c>, <c>payout</c>, <c>file</c> or <c>offline</c> (S139, S148).</param>
public sealed record RefundAccepted(Guid RefundId, int Attempt, string Method, DateTimeOffset ExpectedUntil);

/// <summary>Send nothing more for this attempt, if nothing was sent yet. From gateway; repeated until answered.</summary>
/// <param name="Payment">
/// With <paramref name="Amount"/>, what a refund-center needs that was started from an older copy and hears later, from a bill, that the
/// refund succeeded after all.
/// </param>
public sealed record StopExecution(Guid RefundId, int Attempt, PaymentFacts? Payment = null, Money? Amount = null);

/// <summary>No send was claimed, and none will be. Answers <see cref="StopExecution"/>, and an <see cref="ExecuteRefund"/> that comes after it.</summary>
public sealed record ExecutionStopped(Guid RefundId, int Attempt);

/// <summary>A send was claimed: only what the channel says can end this refund now.</summary>
public sealed record StopTooLate(Guid RefundId, int Attempt);

/// <summary>
/// What is known of the execution now. A higher <paramref name="Version"/> replaces a lower one, whatever the order of arrival.
/// From refund-center to gateway; repeated until <see cref="ExecutionConfirmed"/>.
/// </summary>
/// <param name="Version">Counts over all attempts of the refund, from 1, together with <see cref="RefundReconciled"/>.</param>
/// <param name="Method">The method of the last leg.</param>
/// <param name="Moved">All that moved for the refund since it exists.</param>
/// <param name="WaitingFor">While in progress, who must act: <c>payee_data</c>, <c>operator</c>, <c>channel_funds</c>; else null.</param>
/// <param name="Destination">Where the money arrived: <c>payer</c>, <c>payer_balance</c>, <c>bank_account</c>; null when it did not.</param>
/// <param name="ChannelTime">The channel's or bank's own time of the outcome (S59).</param>
/// <param name="Payment">
/// With <paramref name="Amount"/>, <paramref name="Reason"/> and <paramref name="MerchantRefundNo"/> what <see cref="ExecuteRefund"/>
/// said: a gateway that was started from an older copy re-creates the refund from it.
/// </param>
/// <param name="MayReviveUntil">
/// Legs were sent and are dead, and until then their channel may execute one all the same: the payment keeps room for it. Null when none can.
/// </param>
/// <param name="Source">
/// Who said what is new in it: <c>channel</c>, <c>bank</c>, <c>file</c> (the channel's own) or <c>desk</c>; null where that is not known (M10).
/// </param>
/// <param name="Settlement">As <see cref="ExecuteRefund"/> said, with <paramref name="Kind"/>, for the same gateway.</param>
public sealed record RefundExecuted(
    Guid RefundId,
    int Attempt,
    int Version,
    ExecutionOutcome Outcome,
    string Method,
    Movements Moved,
    string? WaitingFor,
    string? Destination,
    DateTimeOffset? ChannelTime,
    RefundError? Error,
    PaymentFacts? Payment = null,
    Money? Amount = null,
    string? Reason = null,
    string? MerchantRefundNo = null,
    DateTimeOffset? MayReviveUntil = null,
    string? Source = null,
    string? Settlement = null,
    string? Kind = null);

/// <summary>
/// ⑦ The channel's own file agrees (S140). Numbered in the same series as <see cref="RefundExecuted"/>; changes no money. Repeated
/// until <see cref="ExecutionConfirmed"/>.
/// </summary>
public sealed record RefundReconciled(Guid RefundId, int Attempt, int Version, DateOnly BillDate);

/// <summary>Gateway has this version, or a higher one. From gateway to refund-center.</summary>
public sealed record ExecutionConfirmed(Guid RefundId, int Version);
