namespace Clearing.Deductions;

/// <summary>
/// A fact came about a refund that is deducted for another payment: for the error queue, a person decides. Only when
/// gateway and clearing have both forgotten what the number was used for; an order is refused (<see cref="Refusals"/>).
/// </summary>
public sealed class RefundConflictException(Guid refundId)
    : Exception($"Refund {refundId} was told for another payment before.");
