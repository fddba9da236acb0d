namespace Clearing.Payments;

/// <summary>
/// The same payment was told twice with different facts, or with impossible ones: for the error queue, a person
/// decides.
/// </summary>
public sealed class PaymentConflictException(Guid paymentId, string what) : Exception($"Payment {paymentId}: {what}.");
