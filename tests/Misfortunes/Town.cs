using Channels;
using RefundCenter;
using RefundCenter.Legs;
using RefundCenter.Rulebooks;

namespace Misfortunes.Tests;

/// <summary>
/// Many stories at one channel, on one clock: what is due is done, then time goes on to the next thing that is due, and
/// every morning the channel's own files are read.
/// </summary>
internal sealed class Town(Cast cast)
{
    /// <summary>Longer than any channel's plan of questions and last possible day.</summary>
    private static readonly TimeSpan Horizon = TimeSpan.FromDays(45);

    private readonly RulebookShelf shelf = new(
        [RulebookReader.ReadOf(cast.Channel)], new RefundCenterOptions(), can: (_, _) => true, TimeProvider.System);
    private readonly Dictionary<string, Story> byNo = [];
    private List<Story> open = [];

    public async Task<IReadOnlyList<Told>> Live(long from, int count)
    {
        await using var world = await ChannelWorld.Start(cast);
        world.Postman = notice =>
        {
            if (!byNo.TryGetValue(notice.No, out var story)) return false;
            lock (story) story.Post(notice);
            return true;
        };
        Open(world, from, count);
        var end = world.Clock.GetUtcNow() + Horizon;
        for (var morning = NextMorning(world.Clock.GetUtcNow()); open.Count > 0 && world.Clock.GetUtcNow() < end;)
        {
            await DoWhatIsDue(world);
            var next = Earliest(open.Min(story => story.Leg.DueAt), Earliest(world.Due.NextDue, morning))!.Value;
            Advance(world, next);
            await world.Settle();
            if (world.Clock.GetUtcNow() < morning) continue;
            await Evening(world, morning);
            morning = morning.AddDays(1);
        }
        var truth = world.Truth.All().ToLookup(line => line.No);
        return [.. byNo.Values.Select(story => new Told(story, [.. truth[story.Leg.No]]))];
    }

    private void Open(ChannelWorld world, long from, int count)
    {
        var now = world.Clock.GetUtcNow();
        for (var number = from; number < from + count; number++)
        {
            var story = new Story(cast, number, now);
            byNo.Add(story.Leg.No, story);
            world.Sim.Register(
                new(cast.Merchant, story.Payment.ChannelPaymentNo, story.Payment.MerchantPaymentNo, 1000,
                    story.Payment.Instrument, story.Payment.CapturedAt, 0, null), now);
            foreach (var order in story.Plot.Orders(story.Leg.No, story.Payment.ChannelPaymentNo))
                world.Sim.Misfortunes.Add(order);
        }
        open = [.. byNo.Values];
    }

    private async Task DoWhatIsDue(ChannelWorld world)
    {
        foreach (var story in open.ToList())
        {
            while (story.Leg.DueAt <= world.Clock.GetUtcNow())
            {
                await story.Act(world.Channel, RulesOf(story), world.Clock.GetUtcNow());
                await world.Settle();
                lock (story) story.ReadMail(world.Clock.GetUtcNow(), RulesOf(story), isEvening: false);
            }
            lock (story) story.ReadMail(world.Clock.GetUtcNow(), RulesOf(story), isEvening: false);
            story.HearLateAnswer(world.Clock.GetUtcNow(), RulesOf(story));
        }
        open.RemoveAll(story => story.IsOver);
    }

    /// <summary>Late mail, the channel's files of the day that ended, silence after the last possible day, a top-up.</summary>
    private async Task Evening(ChannelWorld world, DateTimeOffset morning)
    {
        foreach (var story in open) lock (story) story.ReadMail(world.Clock.GetUtcNow(), RulesOf(story), isEvening: true);
        world.Sim.SetBalance(new(cast.Merchant, Available: null, Add: null));
        if (world.Bills is null) return;
        var day = DateOnly.FromDateTime(morning.ToOffset(TimeSpan.FromHours(8)).DateTime).AddDays(-1);
        foreach (var file in shelf.Find(cast.Channel)!.Files)
            await new Bills(world, cast, file, byNo).Read(day, open);
    }

    private LegRules RulesOf(Story story) => shelf.RulesOf(story.Leg);

    private static void Advance(ChannelWorld world, DateTimeOffset to)
    {
        var ahead = to - world.Clock.GetUtcNow();
        if (ahead > TimeSpan.Zero) world.Clock.Advance(world.Clock.OffsetSeconds + (long)Math.Ceiling(ahead.TotalSeconds));
    }

    private static DateTimeOffset NextMorning(DateTimeOffset now)
    {
        var local = now.ToOffset(TimeSpan.FromHours(8));
        return new DateTimeOffset(local.Date.AddDays(1).AddHours(11), local.Offset);
    }

    private static DateTimeOffset? Earliest(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b : a;
}
