using Contracts.Executions;

namespace Gateway.Refunds;

/// <summary>All that was shown of a refund, the oldest first; nothing in it ever changes.</summary>
public sealed record RefundHistory(IReadOnlyList<RefundChangeView> Data)
{
    /// <summary>
    /// The first version, and the present one when a former release made it, stand in the refund's own row.
    /// </summary>
    public static RefundHistory Of(Refund refund, IReadOnlyList<RefundChange> changes)
    {
        var views = changes.Select(RefundChangeView.Of).ToList();
        if (views.Count == 0 || views[0].Version > refund.FirstVersion)
            views.Insert(0, new(
                refund.FirstVersion, 1, MerchantState.Received, null, null, ChangeOrigin.Merchant.Source, null,
                refund.CreatedAt));
        if (views[^1].Version < refund.Version)
            views.Add(new(
                refund.Version, refund.Attempt, refund.State, null, refund.Destination, null, null, refund.UpdatedAt));
        return new(views);
    }
}

/// <summary>One change.</summary>
/// <param name="Version">As the refund had it, and the sequence of its webhook.</param>
/// <param name="Outcome">How the execution stood: <c>in_progress</c>, <c>succeeded</c>, <c>failed</c>, <c>stopped</c>,
/// <c>returned</c>.</param>
/// <param name="Source">Who said it: <c>merchant</c>, <c>channel</c>, <c>bank</c>, <c>file</c> (the channel's own) or
/// <c>desk</c> (the payment company's operators); absent for what the platform did, and where it is not known.</param>
/// <param name="ChannelTime">The channel's or bank's own time of it.</param>
/// <param name="At">When you were told.</param>
public sealed record RefundChangeView(
    int Version,
    int Attempt,
    MerchantState State,
    string? Outcome,
    string? Destination,
    string? Source,
    DateTimeOffset? ChannelTime,
    DateTimeOffset At)
{
    public static RefundChangeView Of(RefundChange x) => new(
        x.Version, x.Attempt, x.State, WordOf(x.Outcome), x.Destination, x.Source, x.ChannelTime, x.At);

    private static string? WordOf(ExecutionOutcome? outcome) =>
        outcome is null ? null : JsonNamingPolicy.SnakeCaseLower.ConvertName($"{outcome}");
}
