using Simulators.Misfortunes;

namespace Simulators.UnionPay;

/// <summary>One refund, as the channel knows it. Amounts in fen, times virtual.</summary>
internal sealed class Refund
{
    /// <summary>Timeout, unknown, taken, issuer at work, general error: what an open refund is answered.</summary>
    private static readonly string[] OpenCodes = ["03", "04", "05", "83", "99"];

    public required string OrderId { get; init; }
    public required string TxnTime { get; init; }
    public required string QueryId { get; init; }
    public required Payment Payment { get; init; }
    public required long Amount { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string BackUrl { get; init; }
    public required Fate Fate { get; init; }

    public DateTimeOffset? SucceededAt { get; set; }

    /// <summary>The code of its failure; null while it has not failed.</summary>
    public string? FailedWith { get; set; }

    /// <summary>The second number, when the refund was executed twice.</summary>
    public string? TwinId { get; set; }

    /// <summary>Which code it stays open with: one of five, always the same for its number.</summary>
    public string OpenCode => OpenCodes[OrderId.Sum(c => c) % OpenCodes.Length];

    /// <summary>What a query is told at that moment.</summary>
    public string CodeAt(DateTimeOffset now) =>
        Fate.Has(MisfortuneKind.StaysOpen)
            && (SucceededAt is not { } done || now < ClearingDay.FilesFrom(ClearingDay.Of(done)))
            ? OpenCode
            : FailedWith ?? (SucceededAt is null ? "05" : "00");
}
