namespace Payout.Payouts;

/// <summary>The timer of unconfirmed facts.</summary>
public sealed record TimeToTellAgain(Guid PayoutId);

/// <summary>Refund-center was restored: tell the last fact again.</summary>
public sealed record RepeatLast(Guid PayoutId);

/// <summary>Somebody put the payee's data into the vault.</summary>
public sealed record PayeeDataArrived(Guid PayoutId);
