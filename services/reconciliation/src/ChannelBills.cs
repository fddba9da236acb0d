using System.ComponentModel.DataAnnotations;

namespace Reconciliation;

/// <summary>What one channel's rulebook says of its bills. Days are the channel's own, not ours (S59).</summary>
public sealed record ChannelBills
{
    /// <summary>The channel's offset to UTC. Default +08:00: Beijing, which knows no summer time.</summary>
    public TimeSpan UtcOffset { get; init; } = TimeSpan.FromHours(8);

    /// <summary>Time of the next day, at the channel, from which a day's files are asked for. Default 10:00 (WeChat Pay).</summary>
    public TimeOnly BillReadyAt { get; init; } = new(10, 0);

    /// <summary>How many days after we learnt of a success its movement may still appear before it is <c>ours_only</c>. Default 1 (日切).</summary>
    [Range(0, 31)]
    public int DayCutDays { get; init; } = 1;

    /// <summary>
    /// How many days after the last send money may still move. Only past them does silence prove anything, so a short value is
    /// dangerous. Default 7: what WeChat Pay's rulebook says of its fund-flow file.
    /// </summary>
    [Range(1, 90)]
    public int LastPossibleDays { get; init; } = 7;

    /// <summary>How many further days a line with a number unknown to us waits before it is <c>theirs_only</c>. Default 0.</summary>
    [Range(0, 31)]
    public int LineWaitDays { get; init; }

    /// <summary>Merchant numbers whose files are fetched although no refund of ours named them yet. Default none; others are learnt.</summary>
    public IReadOnlyList<string> ChannelMerchants { get; init; } = [];

    /// <summary>The channel's day at this moment.</summary>
    public DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(time.ToOffset(UtcOffset).DateTime);

    /// <summary>The last day whose files can be there at this moment.</summary>
    public DateOnly LastReadyDay(DateTimeOffset now)
    {
        var local = now.ToOffset(UtcOffset);
        var today = DateOnly.FromDateTime(local.DateTime);
        return today.AddDays(TimeOnly.FromDateTime(local.DateTime) >= BillReadyAt ? -1 : -2);
    }

    /// <summary>When the files of a day can be there first.</summary>
    public DateTimeOffset ReadyAt(DateOnly day) => new(day.AddDays(1), BillReadyAt, UtcOffset);

    /// <summary>The first moment after a day.</summary>
    public DateTimeOffset EndOf(DateOnly day) => new(day.AddDays(1), TimeOnly.MinValue, UtcOffset);
}
