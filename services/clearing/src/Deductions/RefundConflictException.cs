namespace Clearing.Deductions;

/// <summary>The same refund was told for two payments: for the error queue, a person decides.</summary>
public sealed class RefundConflictException(Guid refundId)
    : Exception($"Refund {refundId} was told for another payment before.");
