namespace Payout.Payees;

/// <summary>Somebody stored or read payee data. Append-only.</summary>
/// <param name="Caller">Which service, or which part of this one.</param>
/// <param name="Reason">What for; no payee data.</param>
public sealed record VaultTouch(
    Guid Id, Guid PaymentId, VaultAction Action, string Caller, string Reason, DateTimeOffset At);

/// <summary>What was done.</summary>
public enum VaultAction { Stored, Replaced, Read }
