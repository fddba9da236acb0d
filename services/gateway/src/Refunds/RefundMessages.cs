using Contracts;
using Contracts.Executions;
using Contracts.Payments;

namespace Gateway.Refunds;

/// <summary>
/// An attempt leaves the table for its saga. Internal; repeated by <see cref="HandOnRefunds"/> until the saga has it.
/// </summary>
public sealed record RefundHandedOn(
    Guid RefundId, int Attempt, PaymentFacts Payment, Money Amount, string? Reason, string MerchantRefundNo,
    string? Settlement = null, string? Kind = null);

/// <summary>
/// A fact came about a refund that a gateway restored from a copy does not know, or knows as what was asked since under
/// the same number. Internal.
/// </summary>
/// <param name="Besides">The payment for which it was asked since: its row is locked too.</param>
public sealed record RefundForgotten(RefundExecuted Fact, Guid? Besides = null);

/// <summary>Its row is there again: its saga follows, and then the fact itself. Internal.</summary>
public sealed record RefundRemembered(RefundExecuted Fact);

/// <summary>The merchant wants an attempt stopped that has left the table. Internal.</summary>
public sealed record RefundCancelAsked(Guid RefundId, int Attempt);

/// <summary>The time to repeat a command that nobody answered. Internal; decides nothing.</summary>
public sealed record RefundAskAgain(Guid RefundId);

/// <summary>Say again what you last said to this service, which was restored from a copy. Internal.</summary>
/// <param name="To"><c>clearing</c> or <c>refund-center</c>.</param>
public sealed record RepeatLast(Guid RefundId, string To);
