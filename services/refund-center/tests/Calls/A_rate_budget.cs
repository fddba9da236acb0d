using Channels;
using RefundCenter.Calls;
using RefundCenter.Legs;
using RefundCenter.Tests.Legs;

namespace RefundCenter.Tests.Calls;

public sealed class A_rate_budget
{
    private static readonly RequestRates WeChat = new(150, 6);                                         // S6
    private static readonly Lane Good = new("wechat", "m1", false);
    private static readonly Lane Risky = new("wechat", "m1", true);
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(false, 150)]
    [InlineData(true, 6)]
    public void Never_lets_more_than_95_percent_through_in_any_second(bool isRisky, int limit)
    {
        var lane = isRisky ? Risky : Good;
        var sent = new List<(long At, int Requests)>();
        var row = (RateBudget.Full(150).Tokens, RateBudget.Full(6).Tokens, Start);
        for (var ms = 0; ms < 5000; ms += 10)
        {
            var budget = new RequestBudget(WeChat, row, Start.AddMilliseconds(ms));
            var places = budget.Cut([(lane, 1000)]).Single().Places;
            sent.Add((ms, places));
            if (places == 0) continue;
            budget.Spend(lane, places);
            row = (budget.Good, budget.Bad, budget.FilledAt);
        }
        foreach (var (start, _) in sent)
            Assert.True(
                sent.Where(s => s.At >= start && s.At < start + 1000).Sum(s => s.Requests) * 100 <= limit * 95,
                $"from {start} ms");
        Assert.True(sent.Sum(s => s.Requests) >= limit * 5 * 70 / 100, "and it is used");
    }

    [Fact]
    public void Holds_everything_back_while_unexpected_refusals_have_overdrawn_the_bad_one()
    {
        var budget = Full();
        budget.NoteRefusals(5);
        Assert.All(budget.Cut([(Good, 10), (Risky, 10)]), lane => Assert.Equal(0, lane.Places));
        var later = new RequestBudget(WeChat, (budget.Good, budget.Bad, Start), Start.AddSeconds(1));
        Assert.Equal(10, later.Cut([(Good, 10)]).Single().Places);
    }

    [Fact]
    public void Shares_what_there_is_among_the_lanes_and_leaves_none_without()
    {
        var places = Full().Cut([(Good, 100), (Good with { IsInDoubt = true }, 100), (Risky, 100)])
            .ToDictionary(l => l.Lane, l => l.Places);
        Assert.Equal(1, places[Risky]);
        Assert.Equal(29, places[Good] + places[Good with { IsInDoubt = true }]);
        Assert.InRange(places[Good], 14, 15);
    }

    [Fact]
    public void Gains_nothing_from_a_clock_that_goes_back_and_goes_on_from_there()
    {
        var budget = new RequestBudget(WeChat, (0, 0, Start), Start.AddHours(-1));
        Assert.Equal((0, 0, Start.AddHours(-1)), (budget.Good, budget.Bad, budget.FilledAt));
        var later = new RequestBudget(WeChat, (0, 0, budget.FilledAt), Start.AddHours(-1).AddSeconds(1));
        Assert.Equal(30, later.Cut([(Good, 100)]).Single().Places);
    }

    [Fact]
    public void Lets_no_more_than_95_percent_of_the_old_ones_through_in_any_minute_and_the_others_beside_them()
    {
        var rule = RulebookReader.ReadOf("wechat").OldPayments!;
        Assert.Equal((30, 5000), (rule.AfterDays, rule.PerMinute));                            // WeChat Pay API v3
        var (old, all) = (new List<(long At, int Sent)>(), 0);
        var row = (RateBudget.Full(150).Tokens, RateBudget.Full(6).Tokens, Start);
        var tokens = RateBudget.Full(rule.PerMinute, 60).Tokens;
        for (var ms = 0L; ms < 180_000; ms += 50)
        {
            var budget = new RequestBudget(WeChat, row, Start.AddMilliseconds(ms), (rule, tokens));
            var places = budget.Cut([(Good, 64)]).Single().Places;
            var sent = 0;
            for (; sent < places && budget.MaySendOld; sent++) budget.SpendOld();
            budget.Spend(Good, places);
            (row, tokens) = ((budget.Good, budget.Bad, budget.FilledAt), budget.Old);
            all += places;
            old.Add((ms, sent));
        }
        var minutes = old.Select(o => old.Where(s => s.At >= o.At && s.At < o.At + 60_000).Sum(s => s.Sent));
        Assert.InRange(minutes.Max(), 4000, 4750);
        Assert.InRange(old.Sum(s => s.Sent), 3 * 3750, 3 * 4750);
        Assert.InRange(all, 3 * 60 * 110, 3 * 60 * 143);
    }

    [Theory]
    [InlineData(79, 0)]
    [InlineData(80, 1)]
    [InlineData(86_400, 1)]
    public void Of_one_a_minute_has_room_for_it_however_long_nothing_went(int seconds, int room)
    {
        var budget = new RateBudget(1, 0, Seconds: 60);
        Assert.Equal(room, budget.After(TimeSpan.FromSeconds(seconds)).Available);
        Assert.Equal(TimeSpan.FromSeconds(80), budget.Pace);
    }

    [Theory]
    [InlineData(29, false)]
    [InlineData(30, true)]
    public void Counts_a_refund_and_its_retry_as_old_from_the_rules_day_on(int days, bool isOld)
    {
        var rule = RulebookReader.ReadOf("wechat").OldPayments!;
        var (now, story) = (LegStory.Start.AddDays(days), new LegStory());
        var budget = new RequestBudget(WeChat, (30_000, 1_200, Start), Start, (rule, 0));
        Assert.Equal(isOld, budget.IsOld(story.Leg, now));
        Assert.False(Full().IsOld(story.Leg, now));
        story.Then((ChannelAnswer?)null);
        Assert.Equal(LegStep.Submit, story.Leg.Step);
        Assert.Equal(isOld, budget.IsOld(story.Leg, now));
        story.Then((ChannelAnswer?)null);
        Assert.Equal(LegStep.Query, story.Leg.Step);
        Assert.False(budget.IsOld(story.Leg, now));
    }

    [Fact]
    public void Is_cut_to_the_rates_that_are_in_force()
    {
        var slower = new RequestBudget(new(10, 6), (30_000, 1_200, Start), Start);
        Assert.Equal(2, slower.Cut([(Good, 100)]).Single().Places);
    }

    private static RequestBudget Full() =>
        new(WeChat, (RateBudget.Full(150).Tokens, RateBudget.Full(6).Tokens, Start), Start);
}
