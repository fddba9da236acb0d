using Channels;
using Contracts.Reconciliation;
using RefundCenter.Legs;

namespace Misfortunes.Tests;

/// <summary>A morning's reconciliation with one of the channel's own files, as far as the legs need it.</summary>
internal sealed class Bills(ChannelWorld world, Cast cast, FileRule file, Dictionary<string, Story> byNo)
{
    public async Task Read(DateOnly day, IReadOnlyList<Story> open)
    {
        var answer = await world.Bills!.Fetch(cast.Merchant, day, file.Kind, CancellationToken.None);
        var now = world.Clock.GetUtcNow();
        var hash = "none";
        if (answer is BillAnswer.File whole)
        {
            hash = whole.Hash;
            await foreach (var line in whole.Lines)
                if (line is { Kind: BillLineKind.Refund, MovedMoney: true, No: { } no } && byNo.TryGetValue(no, out var story))
                    story.Read(Fact(story, BillFactKind.Moved, new(day, line.ChannelNo, hash, line.At)), now);
        }
        else if (answer is not BillAnswer.NotReady { SaysNone: true })
        {
            return;                                               // not complete: its silence says nothing
        }
        if (!file.Authoritative) return;
        foreach (var story in open.Where(story => story.Leg.Standing is LegStanding.Live && story.Leg.UnansweredSends > 0))
            if (DateOnly.FromDateTime(story.Leg.SentAt.ToOffset(TimeSpan.FromHours(8)).DateTime)
                    .AddDays(file.LastPossibleDays) == day)
                story.Read(Fact(story, BillFactKind.Silent, new(day, null, hash, now)), now);
    }

    private static BillFact Fact(Story story, BillFactKind kind, Entry entry) => new(
        Guid.CreateVersion7(), story.Leg.RefundId, 1, kind, story.Leg.Channel, story.Leg.ChannelMerchant, story.Leg.No,
        entry.ChannelNo, story.Leg.Amount, entry.Day, entry.Hash, entry.At);

    private readonly record struct Entry(DateOnly Day, string? ChannelNo, string Hash, DateTimeOffset At);
}
