using Channels.Rules;
using RefundCenter.Calls;

namespace RefundCenter.Tests.Calls;

public sealed class A_breaker
{
    private static readonly BreakerRule Rule = new(Failures: 3, Within: TimeSpan.FromMinutes(1), Pause: TimeSpan.FromMinutes(2));
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
    private readonly ChannelBreaker breaker = ChannelBreaker.Of("wechat");

    [Fact]
    public void Opens_after_so_many_failures_in_a_row()
    {
        Assert.False(breaker.Failed(2, Start, Rule));
        Assert.Null(breaker.PassAt(Start));
        Assert.True(breaker.Failed(1, Start.AddSeconds(59), Rule));
        Assert.False(breaker.Failed(5, Start.AddSeconds(60), Rule), "it is open already");
        Assert.Equal((Start.AddSeconds(59), ChannelPass.None), (breaker.OpenedAt, breaker.PassAt(Start.AddSeconds(60))));
    }

    [Fact]
    public void Forgets_failures_that_were_followed_by_an_answer_or_are_old()
    {
        breaker.Failed(2, Start, Rule);
        breaker.Answered();
        Assert.False(breaker.Failed(2, Start, Rule));
        Assert.False(breaker.Failed(2, Start.AddSeconds(61), Rule));
        Assert.Equal(2, breaker.Failures);
    }

    [Fact]
    public void Lets_three_questions_and_a_probe_through_in_each_pause()
    {
        breaker.Failed(3, Start, Rule);
        var passes = new List<ChannelPass>();
        for (var second = 0; second <= 240; second++)
        {
            var now = Start.AddSeconds(second);
            if (breaker.PassAt(now) is not (ChannelPass.Question or ChannelPass.Probe)) continue;
            passes.Add(breaker.PassAt(now)!.Value);
            breaker.Use(passes[^1], now, Rule);
            Assert.Equal(ChannelPass.None, breaker.PassAt(now));
        }
        const ChannelPass question = ChannelPass.Question, probe = ChannelPass.Probe;
        Assert.Equal([question, question, question, probe, question, question, question, probe], passes);
    }

    [Fact]
    public void Closes_with_the_first_answer()
    {
        breaker.Failed(3, Start, Rule);
        breaker.Answered();
        Assert.Null(breaker.PassAt(Start));
        Assert.Equal(0, breaker.Failures);
    }
}
