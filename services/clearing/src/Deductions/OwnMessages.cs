namespace Clearing.Deductions;

/// <summary>The timer of a deduction: repeats what accounting did not answer. Decides nothing.</summary>
public sealed record TimeToAskAgain(Guid RefundId);

/// <summary>Ask accounting for the money once more. From the queue of waiting refunds.</summary>
public sealed record TryAgain(Guid RefundId);

/// <summary>
/// The refund does not count for its payment any more. A message of its own because the answer that ended it does not
/// name the payment, whose row must be locked.
/// </summary>
public sealed record ReleasePart(Guid RefundId, Guid PaymentId);

/// <summary>Repeat the last command or answer: the other side was started from an older copy.</summary>
/// <param name="Service">The restored one.</param>
public sealed record RepeatLast(Guid RefundId, string Service);
