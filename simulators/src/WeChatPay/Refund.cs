using Simulators.Misfortunes;

namespace Simulators.WeChatPay;

/// <summary>One refund, as the channel knows it. Amounts in fen, times virtual.</summary>
internal sealed class Refund
{
    private readonly List<(string Status, DateTimeOffset At)> changes = [];

    public required string OutRefundNo { get; init; }
    public required string RefundId { get; init; }
    public required Payment Payment { get; init; }
    public required long Amount { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string? NotifyUrl { get; init; }
    public required string? Reason { get; init; }
    public required Fate Fate { get; init; }

    /// <summary>PROCESSING, SUCCESS, ABNORMAL or CLOSED.</summary>
    public string Status => changes.Count == 0 ? "PROCESSING" : changes[^1].Status;

    public string Channel { get; set; } = "ORIGINAL";
    public required string ReceivedAccount { get; set; }
    public DateTimeOffset? SucceededAt => Status == "SUCCESS" ? changes[^1].At : null;

    /// <summary>The second number, when the refund was executed twice.</summary>
    public string? TwinId { get; set; }

    public long PayerRefund => Payment.PayerShare(Amount);

    public void Become(string status, DateTimeOffset at) => changes.Add((status, at));

    /// <summary>What a bill closed at that moment shows.</summary>
    public string StatusAt(DateTimeOffset time) =>
        changes.FindLast(change => change.At < time) is { Status: { } status } ? status : "PROCESSING";
}
