using Simulators.Misfortunes;

namespace Simulators.BestPay;

/// <summary>One refund, as the channel knows it. Amounts in fen, times virtual.</summary>
internal sealed class Refund
{
    /// <summary>outRequestNo.</summary>
    public required string No { get; init; }
    public required string TradeNo { get; init; }
    public required Payment Payment { get; init; }
    public required long Amount { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string? NotifyUrl { get; init; }
    public required Fate Fate { get; init; }

    /// <summary>ACCEPT, FAIL (which may become SUCCESS) or SUCCESS.</summary>
    public string Status { get; private set; } = "ACCEPT";

    /// <summary>When it got its status; null while the bank has not answered.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The second number, when the refund was executed twice.</summary>
    public string? TwinNo { get; set; }

    public void Become(string status, DateTimeOffset at) => (Status, EndedAt) = (status, at);
}
