using Channels;
using Contracts;

namespace Payout.Queues;

/// <summary>A movement on our account that belongs to no transfer of ours, or comes in another currency.</summary>
public sealed record UnmatchedLine(
    string BankReference, string No, TransferReportKind Kind, Money Amount, DateOnly BookedOn);
