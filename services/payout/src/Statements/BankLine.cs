using Channels;
using Contracts;

namespace Payout.Statements;

/// <summary>One movement on our account under a number like ours, as the first source told it.</summary>
public sealed class BankLine
{
    /// <summary>The bank's, unique per movement: the same movement told again is known by it.</summary>
    public string BankReference { get; init; } = "";

    public string No { get; init; } = "";

    /// <summary>Null when the number is none of ours, or the currency another one: for people.</summary>
    public Guid? PayoutId { get; private set; }

    public TransferReportKind Kind { get; init; }
    public Money Amount { get; init; }
    public string? ReasonCode { get; init; }
    public DateOnly BookedOn { get; init; }

    /// <summary>Who told it first: <c>answer</c>, <c>query</c>, <c>notification</c> or <c>statement</c>.</summary>
    public string Source { get; init; } = "";

    public DateTimeOffset SeenAt { get; init; }

    /// <summary>Its transfer is known now: what it says is handed to it.</summary>
    public TransferReport AdoptedBy(Guid payoutId)
    {
        PayoutId = payoutId;
        return new TransferReport(No, Kind, Amount, BankReference, ReasonCode, BookedOn);
    }
}
