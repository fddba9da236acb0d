using Contracts;
using Payout.Transfers;

namespace Payout.Queues;

/// <summary>One waiting transfer, without payee data.</summary>
/// <param name="AgeSeconds">Since it last changed.</param>
/// <param name="NextActionAt">When we ask again; null when somebody else must act.</param>
/// <param name="RejectedCode">A rejection that still lacks its certificate.</param>
public sealed record QueueItem(
    Guid PayoutId,
    string No,
    Money Amount,
    TransferPhase Phase,
    long AgeSeconds,
    DateTimeOffset? NextActionAt,
    int Sends,
    int Asks,
    string? RejectedCode);
