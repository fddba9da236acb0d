using Simulators.Misfortunes;

namespace Simulators.Alipay;

/// <summary>One refund, as Alipay knows it. Amounts in fen, times virtual.</summary>
internal sealed class Refund
{
    public required string OutRequestNo { get; init; }
    public required Payment Payment { get; init; }
    public required long Amount { get; init; }

    /// <summary>The payer's own money in it; the rest is red packet, and goes back to Alipay.</summary>
    public required long ToPayer { get; init; }

    public required string? Reason { get; init; }
    public required Fate Fate { get; init; }

    /// <summary>Null while it is on its way.</summary>
    public DateTimeOffset? MovedAt { get; set; }

    /// <summary>Its movements, numbered by the channel; two when it was executed twice.</summary>
    public List<string> FlowNos { get; } = [];

    /// <summary>A card's bank takes its time; null for wallets.</summary>
    public DepositBack? DepositBack { get; set; }

    public string Destination =>
        Payment.Instrument == "wallet" || Fate.Has(MisfortuneKind.DepositBackFailed) ? "payer-balance" : "payer";
}

/// <summary>What the payer's bank did: P (still nothing), S, or F (refused: it went to his balance, S177).</summary>
internal sealed record DepositBack(string Status, DateTimeOffset? At);
