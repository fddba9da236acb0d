using System.Collections.Concurrent;
using System.Globalization;
using Xunit.Abstractions;

namespace Misfortunes.Tests;

/// <summary>
/// Each adapter against its simulator, over every combination of lost and garbled answers, crashes of our own, refusals
/// after unknowns, fates of a refund and orders of notices (M1, M2): nothing is paid twice, nothing dies without proof,
/// and everything ends, or waits for somebody.
/// </summary>
/// <remarks>
/// 10,000 stories a channel; <c>STORIES=100000</c> tells more of them, <c>FIRST_STORY=1234 STORIES=1</c> one again.
/// </remarks>
public sealed class Every_story(ITestOutputHelper output)
{
    /// <summary>At one channel at a time: they share its clock.</summary>
    private const int AtOnce = 500;

    private const int InBatch = 100;

    public static TheoryData<Cast> Channels { get; } = [Casts.WeChatPay, Casts.BestPay, Casts.UnionPay, Casts.Alipay];

    [Theory]
    [MemberData(nameof(Channels))]
    public async Task Ends_well(Cast cast)
    {
        var (first, count) = (Setting("FIRST_STORY", 0), Setting("STORIES", 10_000));
        var ends = new ConcurrentDictionary<string, int>();
        var starts = Enumerable.Range(0, (int)((count + AtOnce - 1) / AtOnce)).Select(i => first + ((long)i * AtOnce));
        await Parallel.ForEachAsync(starts, async (from, _) =>
        {
            Judge(await new Town(cast).Live(from, (int)Math.Min(AtOnce, first + count - from)), ends);
        });
        Tell(cast, ends);
        Assert.Equal(count, ends.Values.Sum());
    }

    /// <summary>People carry a hundred refunds at a time.</summary>
    [Fact]
    public async Task Ends_well_at_a_bank_of_files()
    {
        var (first, count) = (Setting("FIRST_STORY", 0), Setting("STORIES", 10_000));
        var ends = new ConcurrentDictionary<string, int>();
        var starts = Enumerable.Range(0, (int)((count + InBatch - 1) / InBatch)).Select(i => first + ((long)i * InBatch));
        await Parallel.ForEachAsync(starts, async (from, _) =>
        {
            var town = new FileTown(Casts.BankPortal, from / InBatch);
            Judge(await town.Live(from, (int)Math.Min(InBatch, first + count - from)), ends);
        });
        Tell(Casts.BankPortal, ends);
        Assert.Equal(count, ends.Values.Sum());
    }

    private void Tell(Cast cast, ConcurrentDictionary<string, int> ends)
    {
        foreach (var (end, times) in ends) output.WriteLine($"{cast.Channel}: {end} {times}");
    }

    private static void Judge(IReadOnlyList<Told> stories, ConcurrentDictionary<string, int> ends)
    {
        foreach (var told in stories)
        {
            Assert.True(told.Fault() is null, $"{told.Fault()}: {told}");
            ends.AddOrUpdate($"{told.Story.Leg.Standing} {told.Story.Leg.WaitingFor}".TrimEnd(), 1, (_, n) => n + 1);
        }
    }

    private static long Setting(string name, long otherwise) =>
        long.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
