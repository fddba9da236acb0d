using Channels;
using RefundCenter;
using RefundCenter.Legs;
using RefundCenter.Rulebooks;

namespace Misfortunes.Tests;

/// <summary>A batch of refunds at a bank that takes files: written, carried there, answered, and listed in daily files.</summary>
internal sealed class FileTown(Cast cast, long batchNo)
{
    private const int Mornings = 14;

    /// <summary>Three working days behind the upload, and a weekend: then the bank's silence is people's work.</summary>
    private const int ResultsAreDue = 6;

    private static readonly TwoPeople Both = new("anna", "bob");

    private readonly RulebookShelf shelf = new(
        [RulebookReader.ReadOf(cast.Channel)], new RefundCenterOptions(), can: (_, _) => true, TimeProvider.System);
    private readonly FilePlot plot = FilePlot.Of(batchNo);
    private readonly Dictionary<string, Story> byNo = [];
    private RefundBatch batch = null!;
    private long[] sends = [];

    private LegRules Rules => shelf.RulesOf(byNo.Values.First().Leg) with { Retry = RetryMode.Never, ReturnsToMerchant = false };

    public async Task<IReadOnlyList<Told>> Live(long from, int count)
    {
        await using var world = await ChannelWorld.Start(cast);
        var written = Write(world, from, count);
        await HandOver(world, written);
        for (var morning = 1; morning <= Mornings; morning++)
        {
            world.Clock.Advance(world.Clock.OffsetSeconds + 86_400);
            await world.Settle();
            await Daily(world);
            if (morning == ResultsAreDue)
                foreach (var story in byNo.Values) story.Leg.ResultIsLate(world.Clock.GetUtcNow());
            if (morning == (plot.Reading is Reading.Late ? Mornings - 2 : 5)) await Read(world);
            if (morning == (plot.Second is Second.ConfirmsLate ? Mornings - 1 : 6) && plot.Second is not Second.Never)
                Confirm(world.Clock.GetUtcNow());
        }
        var truth = world.Truth.All().ToLookup(line => line.No);
        return [.. byNo.Values.Select(story => new Told(story, [.. truth[story.Leg.No]]))];
    }

    private WrittenBatch Write(ChannelWorld world, long from, int count)
    {
        var now = world.Clock.GetUtcNow();
        for (var number = from; number < from + count; number++)
        {
            var story = new Story(cast, number, now, Methods.File);
            byNo.Add(story.Leg.No, story);
            world.Sim.Register(
                new(cast.Merchant, story.Payment.ChannelPaymentNo, story.Payment.MerchantPaymentNo, 1000, "card",
                    story.Payment.CapturedAt, 0, null), now);
            if (FilePlot.FateOf(cast, number, batchNo) is { } fate)
                world.Sim.Misfortunes.Add(new(fate, PaymentNo: story.Payment.ChannelPaymentNo));
        }
        batch = new RefundBatch(
            $"B20261121{batchNo:D11}", cast.Merchant, DateOnly.FromDateTime(now.DateTime),
            [.. byNo.Values.Select((story, i) => new RefundBatchLine(i + 1, story.Leg.Refund()))]);
        var written = world.Template.Write(batch);
        sends = [.. byNo.Values.Select((story, i) => (long)story.Leg.PutInBatch(
            new ChannelRequest("hand-over", Methods.File, $"{batch.No}/{i + 1}", written.Lines[i]), now).Send.No)];
        return written;
    }

    private async Task HandOver(ChannelWorld world, WrittenBatch written)
    {
        using var site = world.Site();
        for (var times = plot.Upload is Upload.Twice ? 2 : 1; times > 0; times--)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/bank-portal/{cast.Merchant}/batches")
            {
                Content = new ByteArrayContent(written.Workbook),
            };
            request.Headers.Add("X-Content-SHA256", written.Manifest.WorkbookSha256);
            using var answer = await site.SendAsync(request);
        }
        if (plot.Upload is not Upload.Unsaid)
            foreach (var story in byNo.Values) story.Leg.HandOver(world.Clock.GetUtcNow());
    }

    private async Task Daily(ChannelWorld world)
    {
        var day = DateOnly.FromDateTime(world.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime).AddDays(-1);
        foreach (var file in shelf.Find(cast.Channel)!.Files)
            await new Bills(world, cast, file, byNo).Read(day, [.. byNo.Values]);
    }

    private async Task Read(ChannelWorld world)
    {
        if (plot.Reading is Reading.Never) return;
        using var site = world.Site();
        var file = await site.GetByteArrayAsync(new Uri(
            $"/bank-portal/{cast.Merchant}/batches/{batch.No}/result", UriKind.Relative));
        if (plot.Reading is Reading.DamagedFirst)
            Assert.IsType<ReturnedFile.Refused>(world.Template.Read(file.AsMemory(0, file.Length - 200), batch));
        var whole = Assert.IsType<ReturnedFile.Whole>(world.Template.Read(file, batch));
        for (var times = plot.Reading is Reading.Twice ? 2 : 1; times > 0; times--)
            foreach (var (story, line) in byNo.Values.Zip(whole.Lines))
                story.HearFromBank((int)sends[line.LineNo - 1], line.Answer, world.Clock.GetUtcNow(), Rules);
        foreach (var story in byNo.Values) story.Leg.HandOver(world.Clock.GetUtcNow());
    }

    private void Confirm(DateTimeOffset now)
    {
        foreach (var story in byNo.Values) story.ConfirmRefusal(Both, now);
    }
}
