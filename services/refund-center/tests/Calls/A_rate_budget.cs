using Channels;
using RefundCenter.Calls;
using RefundCenter.Tests.Executions;

namespace RefundCenter.Tests.Calls;

public sealed class A_rate_budget
{
    private static readonly Lane Good = new("wechat", "m1", false);
    private static readonly Lane Risky = new("wechat", "m1", true);
    private readonly SteppedTime time = new();
    private readonly RateBudgets budgets;

    public A_rate_budget() => budgets = new RateBudgets(ExecutionSpec.Shelf, new RefundCenterOptions(), time);

    [Theory]                                                       // S6: 150 good, 6 bad a second
    [InlineData(false, 150)]
    [InlineData(true, 6)]
    public void Never_lets_more_than_95_percent_through_in_any_second(bool isRisky, int limit)
    {
        var lane = isRisky ? Risky : Good;
        var sent = new List<(long At, int Requests)>();
        for (var i = 0; i < 500; i++)
        {
            var available = budgets.Available(lane);
            budgets.Spend(lane, available);
            sent.Add((time.Milliseconds, available));
            time.Step(10);
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
        budgets.Spend(Good, 5);
        for (var i = 0; i < 5; i++) budgets.Note(Good, new ChannelAnswer.Refused(Refusal.Final, "NO", ""));
        Assert.Equal(0, budgets.Available(Good));
        Assert.True(budgets.Available(Good with { ChannelMerchant = "m2" }) > 0, "another merchant has its own");
        time.Step(1000);
        Assert.True(budgets.Available(Good) > 0);
    }

    [Fact]
    public void Does_not_count_a_refusal_twice_that_was_expected()
    {
        budgets.Spend(Risky, 1);
        budgets.Note(Risky, new ChannelAnswer.NeverSeen());
        Assert.True(budgets.Available(Good) > 0);
    }

    /// <summary>Real time, stepped by hand.</summary>
    private sealed class SteppedTime : TimeProvider
    {
        public long Milliseconds { get; private set; }

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => Milliseconds;

        public void Step(int milliseconds) => Milliseconds += milliseconds;
    }
}
