namespace Payout.Transfers;

/// <summary>
/// Something changed with the bank: the order looks at its transfer. To this service itself; repeated until the order
/// has noted the version.
/// </summary>
public sealed record TransferMoved(Guid PayoutId, int Version);
