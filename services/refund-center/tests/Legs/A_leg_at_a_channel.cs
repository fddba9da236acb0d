using Channels;
using Contracts;
using RefundCenter.Cases;
using RefundCenter.Legs;
using static RefundCenter.Tests.Legs.LegStory;

namespace RefundCenter.Tests.Legs;

public sealed class A_leg_at_a_channel
{
    [Fact]
    public void Is_sent_at_once_under_a_number_that_its_refund_and_ordinal_give()
    {
        var leg = new LegStory().Leg;
        Assert.Equal((LegStep.Submit, Start), (leg.Step!.Value, leg.DueAt!.Value));
        Assert.Matches("^[A-Z][0-9A-Z]{19}$", leg.No);
        Assert.Equal(leg.No, ChannelNo.For(RefundId, 1));
        Assert.NotEqual(leg.No, ChannelNo.For(RefundId, 2));
        Assert.Equal(8, leg.Id.Version);
    }

    [Fact]
    public void Succeeds_when_the_channel_says_where_the_money_is()
    {
        var story = new LegStory().Then(Accepted, Done());
        Assert.Equal((LegStatus.Succeeded, "payer", 880L),
            (story.Leg.Status, story.Leg.Destination, story.Leg.ByChannelMinor));
        Assert.Null(story.Leg.DueAt);
        Assert.True(story.LastOutcome.IsTold);
        Assert.NotNull(story.Leg.ReportAt);
    }

    [Fact]
    public void Was_sent_before_it_moved_though_a_restore_made_us_forget_that()
    {
        var story = new LegStory();
        var before = story.Leg.CreatedAt.AddDays(-1);
        story.Then(new ChannelAnswer.Done("W1", Destination.Payer, ChargedAmounts.Same(Amount)) { At = before });
        Assert.Equal(before, story.Leg.SentAt);
    }

    [Fact]
    public void Tells_nobody_but_reconciliation_that_it_was_accepted()
    {
        var story = new LegStory().Then(Accepted);
        Assert.False(story.LastOutcome.IsTold);
        Assert.Equal(story.Now.AddSeconds(5), story.Leg.ReportAt);
        Assert.Equal((LegStatus.Accepted, LegStep.Query, "sent"),
            (story.Leg.Status, story.Leg.Step!.Value, story.Leg.ReportState));
    }

    [Fact]
    public void Is_retried_once_at_once_and_then_only_asked_for_when_nobody_answers()                 // S36
    {
        var story = new LegStory(RetryMode.SameRequest).Then((ChannelAnswer?)null);
        Assert.Equal((LegStep.Submit, story.Now), (story.Leg.Step!.Value, story.Leg.DueAt!.Value));
        story.Then((ChannelAnswer?)null);
        Assert.Equal((LegStep.Query, LegStatus.Unknown, 2),
            (story.Leg.Step!.Value, story.Leg.Status, story.Leg.UnansweredSends));
        Assert.True(story.Leg.DueAt > story.Now);
    }

    [Theory]
    [InlineData(RetryMode.QueryFirst)]
    [InlineData(RetryMode.QueryOnly)]
    public void Is_asked_for_before_anything_else_where_the_rulebook_says_so(RetryMode mode) =>
        Assert.Equal(LegStep.Query, new LegStory(mode).Then((ChannelAnswer?)null).Leg.Step);

    [Fact]
    public void Waits_for_a_person_where_nothing_can_be_asked()
    {
        var leg = new LegStory(RetryMode.Never).Then((ChannelAnswer?)null).Leg;
        Assert.Equal((LegStatus.Unknown, "operator", null), (leg.Status, leg.WaitingFor, leg.DueAt));
    }

    [Fact]
    public void Is_sent_again_under_its_number_only_when_it_was_never_seen_after_the_settling_time()
    {
        var story = new LegStory(RetryMode.QueryFirst).Then(null, NeverSeen);
        Assert.Equal(LegStep.Query, story.Leg.Step);               // too early to believe it
        story.Then(NeverSeen);
        Assert.True(story.Now >= Start + Settling);
        Assert.Equal((LegStep.Submit, story.Now), (story.Leg.Step!.Value, story.Leg.DueAt!.Value));
    }

    [Fact]
    public void Waits_twice_as_long_before_each_further_send_of_what_is_never_seen()
    {
        var (story, sent) = (new LegStory(RetryMode.QueryFirst), new List<DateTimeOffset>());
        while (sent.Count < 6)
        {
            var isSend = story.Leg.Step is LegStep.Submit;
            story.Then(isSend ? null : NeverSeen);
            if (isSend) sent.Add(story.Sends[^1].ClaimedAt);
        }
        Assert.Equal([10, 20, 40, 80, 80], sent.Zip(sent.Skip(1), (a, b) => (int)(b - a).TotalMinutes));
    }

    [Fact]
    public void Is_never_sent_again_by_a_channel_that_must_not_be_asked_twice() =>
        Assert.Equal(LegStep.Query,
            new LegStory(RetryMode.QueryOnly).Then(null, NeverSeen, NeverSeen, NeverSeen).Leg.Step);

    [Fact]
    public void Is_sent_again_when_the_channel_found_it_too_much_and_has_never_seen_it()
    {
        var story = new LegStory(RetryMode.QueryOnly).Then(Throttled, NeverSeen);
        Assert.Equal(LegStep.Query, story.Leg.Step);               // too early to believe it
        Assert.Equal(LegStep.Submit, story.Then(NeverSeen).Leg.Step);
        // it may have been taken all the same: a refusal of the second alone is no death
        Assert.Equal(LegStatus.Dying, story.Then(Refused(Refusal.Final)).Leg.Status);
        var silent = new LegStory(RetryMode.QueryOnly).Then(Throttled, NeverSeen, NeverSeen, null, NeverSeen, NeverSeen);
        Assert.Equal(LegStep.Query, silent.Leg.Step);
    }

    [Fact]
    public void Is_not_repeated_at_once_when_the_channel_is_asked_too_much()
    {
        var story = new LegStory().Then(new ChannelAnswer.Throttled(TimeSpan.FromSeconds(30)));
        Assert.Equal((LegStep.Query, 1), (story.Leg.Step!.Value, story.Leg.UnansweredSends));
        Assert.Equal(story.Now + TimeSpan.FromSeconds(30), story.Leg.DueAt);
    }

    [Fact]
    public void Keeps_its_number_and_waits_while_the_channel_lacks_funds()
    {
        var story = new LegStory().Then(Refused(Refusal.Funds, "NOT_ENOUGH"));
        Assert.Equal(("channel_funds", LegStep.Submit), (story.Leg.WaitingFor, story.Leg.Step!.Value));
        Assert.True(story.LastOutcome.IsTold);
        Assert.Null(story.Leg.ReportAt);
        var first = story.Leg.DueAt - story.Now;
        story.Then(Refused(Refusal.Funds, "NOT_ENOUGH"));
        Assert.True(story.Leg.DueAt - story.Now > first);
        Assert.Equal(LegStatus.Succeeded, story.Then(Done()).Leg.Status);
        Assert.Null(story.Leg.WaitingFor);
    }

    [Fact]
    public void Keeps_its_money_while_the_channel_tries_again_by_itself() =>                          // S29–S32
        Assert.Equal((LegStatus.Provisional, LegStep.Query, LegStanding.Live),
            Describe(new LegStory().Then(Accepted, Provisional).Leg));

    [Fact]
    public void Counts_no_answer_about_another_amount_currency_or_number()
    {
        foreach (var wrong in new[]
        {
            new ChannelAnswer.Done("W1", Destination.Payer, ChargedAmounts.Same(new Money(881, "CNY"))),
            new ChannelAnswer.Done("W1", Destination.Payer, ChargedAmounts.Same(new Money(880, "USD"))),
            new ChannelAnswer.Done("W2", Destination.Payer, ChargedAmounts.Same(Amount)),
        })
        {
            var story = new LegStory().Then(Accepted, wrong);
            Assert.Equal(LegStanding.Live, story.Leg.Standing);
            Assert.Equal(CaseKind.Mismatch, Assert.Single(story.Alarms).Kind);
        }
    }

    [Fact]
    public void Is_moved_only_by_the_answer_to_its_latest_send()
    {
        var story = new LegStory();
        var first = story.Claim();
        story.Answer(first, null);
        var second = story.Claim();
        story.Answer(first, Refused(Refusal.Final));               // belated: counted for its send, no more
        Assert.Equal((LegStatus.Unknown, 1, true), (story.Leg.Status, story.Leg.UnansweredSends, story.Leg.InFlight));
        Assert.Equal(LegStatus.Accepted, story.Answer(second, Accepted).Leg.Status);
    }

    [Fact]
    public void Asks_when_an_earlier_send_turns_out_to_have_been_taken()
    {
        var story = new LegStory();
        var first = story.Claim();
        story.Answer(first, null).Then(Refused(Refusal.Funds));
        story.Answer(first, Accepted);
        Assert.Equal((LegStep.Query, story.Now), (story.Leg.Step!.Value, story.Leg.DueAt!.Value));
    }

    [Fact]
    public void Believes_its_lost_answer_when_it_comes_after_the_lease_and_nothing_else_was_sent()
    {
        var story = new LegStory();
        var send = story.Claim();
        story.Answer(send, null).Answer(send, Accepted);
        Assert.Equal((LegStatus.Accepted, 0), (story.Leg.Status, story.Leg.UnansweredSends));
    }

    [Fact]
    public void Is_stopped_only_before_a_send_is_claimed()
    {
        var story = new LegStory();
        story.Apply(story.Leg.Stop(story.Now));
        Assert.Equal((LegStatus.Dead, CertificateKind.NeverSent), (story.Leg.Status, story.Certificate!.Kind));

        var late = new LegStory();
        late.Claim();
        late.Apply(late.Leg.Stop(late.Now));
        Assert.Null(late.Certificate);
        Assert.True(late.Leg.IsClaimed);
    }

    private static (LegStatus, LegStep, LegStanding) Describe(Leg leg) => (leg.Status, leg.Step!.Value, leg.Standing);
}
