namespace Accounting.Shortages;

/// <summary>
/// A refund that waits because its merchant's pockets could not give enough. It is written under the pockets' locks,
/// and every credit looks for it under the same locks: no wake-up is missed.
/// </summary>
public sealed record Shortage(Guid RefundId, int Attempt, Guid MerchantId, string Currency, long MissingMinor);
