using Contracts.Executions;

namespace Gateway.Refunds;

/// <summary>
/// One version of a refund as its merchant was shown it, with its source (M10). Written in the transaction that made the
/// version, and never changed.
/// </summary>
public sealed class RefundChange
{
    public Guid RefundId { get; init; }

    public int Version { get; init; }

    public Guid MerchantId { get; init; }

    public int Attempt { get; init; }

    public MerchantState State { get; init; }

    public ExecutionOutcome? Outcome { get; init; }

    public string? Destination { get; init; }

    public string? Source { get; init; }

    public DateTimeOffset? ChannelTime { get; init; }

    public DateTimeOffset At { get; init; }

    public static RefundChange Of(Refund refund) => new()
    {
        RefundId = refund.Id,
        Version = refund.Version,
        MerchantId = refund.MerchantId,
        Attempt = refund.Attempt,
        State = refund.State,
        Outcome = refund.Origin.Outcome,
        Destination = refund.Destination,
        Source = refund.Origin.Source,
        ChannelTime = refund.Origin.ChannelTime,
        At = refund.UpdatedAt,
    };
}
