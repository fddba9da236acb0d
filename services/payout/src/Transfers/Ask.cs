namespace Payout.Transfers;

/// <summary>One question to the bank and what it said: kept as evidence.</summary>
public sealed class Ask
{
    public Guid PayoutId { get; init; }
    public int AskNo { get; init; }
    public DateTimeOffset AskedAt { get; init; }
    public string Answer { get; init; } = "";
    public string? Code { get; init; }
    public string? Detail { get; init; }

    /// <summary>Every statement that could name the transfer was read before the question, and none does.</summary>
    public bool IsSilent { get; init; }
}
