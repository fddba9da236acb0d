namespace Payout.Statements;

/// <summary>A statement that was read, and whether its silence proves anything.</summary>
public sealed class BankStatement
{
    public DateOnly ToDay { get; init; }
    public DateOnly FromDay { get; set; }
    public long SequenceNo { get; set; }

    /// <summary>In fen.</summary>
    public long OpeningMinor { get; set; }

    public long ClosingMinor { get; set; }
    public bool NamesEveryDebit { get; set; }

    /// <summary>SHA-256 of the file: the evidence.</summary>
    public string Hash { get; set; } = "";

    /// <summary>It follows the one before without a gap, its balances too, and names every debit.</summary>
    public bool Trusted { get; set; }

    public DateTimeOffset ReadAt { get; set; }

    /// <summary>
    /// Whether it is the next one after <paramref name="before"/>; the first ever has none before it.
    /// </summary>
    public bool Follows(BankStatement? before) =>
        before is null || (SequenceNo == before.SequenceNo + 1 && OpeningMinor == before.ClosingMinor
            && FromDay == before.ToDay.AddDays(1));
}
