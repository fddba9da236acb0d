namespace Reconciliation.Matches;

/// <summary>
/// One row of the day-cut pool (日切, S57, S230): one side has it, the other one may still get it. Written by
/// <c>Match.sql</c> only.
/// </summary>
public sealed class WaitingItem
{
    public PoolSide Side { get; init; }
    public string Channel { get; init; } = "";
    public string ChannelMerchant { get; init; } = "";
    public string No { get; init; } = "";

    /// <summary>Empty on our side.</summary>
    public string ChannelNo { get; init; } = "";

    public DateOnly FirstSeenDay { get; init; }

    /// <summary>The last day whose files can bring the counterpart.</summary>
    public DateOnly UntilDay { get; init; }

    public DateTimeOffset EnteredAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Null while it waits.</summary>
    public PoolEnd? EndedAs { get; init; }
}
