using System.ComponentModel.DataAnnotations;

namespace Reconciliation;

/// <summary>
/// How we read one channel's files. What the channel itself does (when a file is ready, how long money may move) is
/// its rulebook's.
/// </summary>
public sealed record ChannelBills
{
    /// <summary>
    /// How many days after we learnt of a success its movement may still appear before it is <c>ours_only</c>.
    /// Default 1 (日切).
    /// </summary>
    [Range(0, 31)]
    public int DayCutDays { get; init; } = 1;

    /// <summary>
    /// How many further days a line with a number unknown to us waits before it is <c>theirs_only</c>. Default 0.
    /// </summary>
    [Range(0, 31)]
    public int LineWaitDays { get; init; }

    /// <summary>
    /// Merchant numbers whose files are fetched although no refund of ours named them yet. Default none; others are
    /// learnt.
    /// </summary>
    public IReadOnlyList<string> ChannelMerchants { get; init; } = [];
}
