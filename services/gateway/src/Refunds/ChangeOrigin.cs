using Contracts.Executions;

namespace Gateway.Refunds;

/// <summary>Where a change came from.</summary>
/// <param name="Outcome">How the execution stood with it; null before there was one, and between a fact and its booking.</param>
/// <param name="Source"><c>merchant</c>, <c>channel</c>, <c>bank</c>, <c>file</c>, <c>desk</c>; null when not known.</param>
/// <param name="ChannelTime">The channel's or bank's own time of it.</param>
public readonly record struct ChangeOrigin(ExecutionOutcome? Outcome, string? Source, DateTimeOffset? ChannelTime)
{
    public const string File = "file";

    public static ChangeOrigin Merchant { get; } = new(null, "merchant", null);
}
