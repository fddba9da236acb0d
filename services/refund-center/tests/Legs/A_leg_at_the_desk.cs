using Channels;
using Contracts.Executions;
using RefundCenter.Executions;
using RefundCenter.Legs;
using static RefundCenter.Tests.Legs.LegStory;

namespace RefundCenter.Tests.Legs;

/// <summary>What people may do to a leg, and what they may not (S41, S160).</summary>
public sealed class A_leg_at_the_desk
{
    private static readonly TwoPeople Two = new("wang", "li");

    [Fact]
    public void Has_the_source_of_what_is_new_and_keeps_it_while_nothing_is()                              // M10
    {
        var story = new LegStory().Then(Accepted, Done());
        Assert.Equal("channel", LegMoved.Of(story.Leg, null).Source);
        story.Notice(Done());
        Assert.Equal("channel", story.Leg.ToldBy);

        var silent = new LegStory(RetryMode.Never).Then((ChannelAnswer?)null);
        Assert.Equal("operator", silent.Leg.WaitingFor);
        Assert.Null(silent.Leg.ToldBy);
        silent.Apply(silent.Leg.SucceededBy(Two, silent.Now).Outcome!);
        Assert.Equal("desk", silent.Leg.ToldBy);
    }

    [Fact]
    public void Is_asked_for_now_instead_of_later()
    {
        var story = new LegStory().Then(Accepted);
        Assert.True(story.Leg.DueAt > story.Now);
        Assert.NotNull(story.Leg.AskNow(story.Now, story.Rules).Outcome);
        Assert.Equal((LegStep.Query, story.Now), (story.Leg.Step!.Value, story.Leg.DueAt!.Value));
    }

    [Fact]
    public void Is_not_asked_for_while_a_call_is_under_way_nor_before_anything_was_sent_nor_after_its_end()
    {
        var (fresh, calling) = (new LegStory(), new LegStory());
        calling.Claim();
        var paid = new LegStory().Then(Done());
        Assert.Equal(DeskRefusal.NothingSent, fresh.Leg.AskNow(fresh.Now, fresh.Rules).Refusal);
        Assert.Equal(DeskRefusal.CallUnderWay, calling.Leg.AskNow(calling.Now, calling.Rules).Refusal);
        Assert.Equal(DeskRefusal.LegEnded, paid.Leg.AskNow(paid.Now, paid.Rules).Refusal);
    }

    [Theory]
    [InlineData(RetryMode.QueryOnly)]
    [InlineData(RetryMode.Never)]
    public void Is_not_sent_again_where_the_rulebook_forbids_it(RetryMode mode)
    {
        var story = new LegStory(mode).Then((ChannelAnswer?)null);
        Assert.Equal(DeskRefusal.ResendForbidden, story.Leg.Resubmit(story.Now, story.Rules).Refusal);
    }

    [Fact]
    public void Is_sent_again_under_the_same_number_with_the_same_bytes()
    {
        var story = new LegStory().Then(null, null, Unknown);
        Assert.NotNull(story.Leg.Resubmit(story.Now, story.Rules).Outcome);
        var send = story.Claim();
        Assert.Equal(LegStep.Submit, send.Step);
        Assert.Equal(story.Sends[0].Body, send.Body);
    }

    [Fact]
    public void Is_not_sent_again_once_the_channel_has_it()
    {
        var story = new LegStory().Then(Accepted);
        Assert.Equal(DeskRefusal.ResendForbidden, story.Leg.Resubmit(story.Now, story.Rules).Refusal);
    }

    [Fact]
    public void Is_not_sent_while_it_is_suspended_and_is_still_asked_for()
    {
        var story = new LegStory();
        story.Apply(story.Leg.Suspend(story.Now).Outcome!);
        Assert.Equal((null, "operator"), (story.Leg.Step, story.Leg.WaitingFor));
        Assert.Equal(DeskRefusal.AlreadySuspended, story.Leg.Suspend(story.Now).Refusal);

        story.Apply(story.Leg.Resume(story.Now).Outcome!);
        Assert.Equal((LegStep.Submit, null), (story.Leg.Step!.Value, story.Leg.WaitingFor));
        Assert.Equal(DeskRefusal.NotSuspended, story.Leg.Resume(story.Now).Refusal);

        story.Then((ChannelAnswer?)null);                        // unknown: once more at once
        story.Apply(story.Leg.Suspend(story.Now).Outcome!);
        Assert.Equal(LegStep.Submit, story.Leg.HeldStep);
        story.Apply(story.Leg.AskNow(story.Now, story.Rules).Outcome!).Then(NeverSeen);
        Assert.Equal(LegStep.Query, story.Leg.Step);             // before the settling time: asked again
        story.Then(NeverSeen);
        Assert.Equal((null, LegStep.Submit), (story.Leg.Step, story.Leg.HeldStep!.Value));
    }

    [Fact]
    public void Takes_what_it_is_told_while_it_is_suspended()
    {
        var story = new LegStory();
        story.Claim();
        story.Apply(story.Leg.Suspend(story.Now).Outcome!);
        story.Notice(Done());
        Assert.Equal(LegStanding.Paid, story.Leg.Standing);
        story.Apply(story.Leg.Resume(story.Now).Outcome!);
        Assert.Null(story.Leg.Step);
    }

    [Fact]
    public void Holds_nothing_back_any_more_once_the_channel_has_it()
    {
        var story = new LegStory().Then((ChannelAnswer?)null);   // once more at once
        story.Apply(story.Leg.Suspend(story.Now).Outcome!).Notice(Accepted);
        Assert.Equal((null, LegStep.Query), (story.Leg.HeldStep, story.Leg.Step!.Value));
        story.Apply(story.Leg.Resume(story.Now).Outcome!);
        Assert.Equal(LegStep.Query, story.Leg.Step);
    }

    [Fact]
    public void Lets_nothing_follow_when_it_dies_while_it_is_suspended()
    {
        var story = new LegStory();
        var send = story.Claim();
        story.Apply(story.Leg.Suspend(story.Now).Outcome!);
        Assert.True(LegMoved.Of(story.Leg, null).IsSuspended);
        story.Answer(send, Refused(Refusal.Final));
        Assert.Equal((LegStanding.Dead, "operator"), (story.Leg.Standing, story.Leg.WaitingFor));
        Assert.Equal(
            (ExecutionOutcome.InProgress, null),
            (Decide(LegMoved.Of(story.Leg, null)).Outcome, Decide(LegMoved.Of(story.Leg, null)).NextMethod));

        story.Apply(story.Leg.Resume(story.Now).Outcome!);
        Assert.True(story.LastOutcome.IsTold);
        Assert.Null(story.Leg.WaitingFor);
        Assert.Equal(Methods.Payout, Decide(LegMoved.Of(story.Leg, null)).NextMethod);
    }

    [Fact]
    public void Is_the_last_when_people_say_so_after_it_died_suspended()
    {
        var story = new LegStory();
        var send = story.Claim();
        story.Apply(story.Leg.Suspend(story.Now).Outcome!).Answer(send, Refused(Refusal.Final));
        story.Apply(story.Leg.Reroute([], story.Now, story.Rules).Outcome!).Apply(story.Leg.Resume(story.Now).Outcome!);
        Assert.Equal(
            (ExecutionOutcome.Failed, null),
            (Decide(LegMoved.Of(story.Leg, null)).Outcome, Decide(LegMoved.Of(story.Leg, null)).NextMethod));
    }

    [Fact]
    public void Has_a_stamp_that_changes_with_what_is_known_and_not_by_questions()
    {
        var story = new LegStory(RetryMode.QueryOnly).Then((ChannelAnswer?)null);
        var stamp = story.Leg.Stamp;
        Assert.Equal(stamp, story.Then(NeverSeen, Unknown).Leg.Stamp);
        Assert.NotEqual(stamp, story.Then(Accepted).Leg.Stamp);
        stamp = story.Leg.Stamp;
        Assert.NotEqual(stamp, story.Then(Provisional).Leg.Stamp);
    }

    [Fact]
    public void Has_a_stamp_that_changes_with_what_does_not_fit_once_however_often_that_is_said()
    {
        var story = new LegStory(RetryMode.QueryOnly).Then((ChannelAnswer?)null);
        var stamp = story.Leg.Stamp;
        var another = new ChannelAnswer.Unknown("870 of 880 moved") { IsMismatch = true };
        var after = story.Then(another).Leg.Stamp;
        Assert.NotEqual(stamp, after);
        Assert.Equal(after, story.Then(another).Leg.Stamp);
    }

    [Fact]
    public void Ends_the_refund_when_nothing_was_sent()
    {
        var story = new LegStory();
        story.Apply(story.Leg.Reroute([], story.Now, story.Rules).Outcome!);
        Assert.Equal((LegStatus.Dead, CertificateKind.NeverSent), (story.Leg.Status, story.Certificate!.Kind));
        var moved = LegMoved.Of(story.Leg, null);
        Assert.Equal("terminated", moved.Error!.Code);
        Assert.Null(Decide(moved).NextMethod);
    }

    [Fact]
    public void Goes_on_by_the_method_that_people_chose()
    {
        var story = new LegStory();
        story.Apply(story.Leg.Reroute([Methods.Payout], story.Now, story.Rules).Outcome!);
        Assert.Equal(Methods.Payout, Decide(LegMoved.Of(story.Leg, null)).NextMethod);
    }

    [Fact]
    public void Goes_by_no_method_for_which_there_are_no_means()
    {
        var story = new LegStory();
        var rules = story.Rules with { Methods = [Methods.Interface, Methods.Payout] };
        Assert.Equal(DeskRefusal.UnknownMethod, story.Leg.Reroute(["pigeon"], story.Now, rules).Refusal);
        Assert.Equal(DeskRefusal.MethodUnavailable, story.Leg.Reroute([Methods.File], story.Now, rules).Refusal);
        Assert.Equal(
            DeskRefusal.MethodUnavailable,
            story.Then(Unknown).Leg.CertifiedBy(Two, "not there", [Methods.Offline], story.Now, rules).Refusal);
        Assert.Equal(LegStanding.Live, story.Leg.Standing);
    }

    [Fact]
    public void Dies_again_by_the_word_of_two_when_the_channel_works_on_it_after_its_death()
    {
        var story = new LegStory().Then(Refused(Refusal.Final)).Notice(Accepted);
        var first = story.Certificate;
        Assert.Equal(LegStatus.Revived, story.Leg.Status);
        story.Apply(story.Leg.CertifiedBy(Two, "the channel's desk has stopped it", null, story.Now, story.Rules).Outcome!);
        Assert.Equal((LegStatus.Dead, null), (story.Leg.Status, story.Leg.DueAt));
        Assert.Same(first, story.Certificate);                     // the first one stands
        var paid = new LegStory().Then(Refused(Refusal.Final)).Notice(Accepted);
        Assert.Equal(LegStanding.Paid, paid.Apply(paid.Leg.SucceededBy(Two, paid.Now).Outcome!).Leg.Standing);
    }

    [Fact]
    public void Is_followed_as_two_say_when_it_came_back_after_success()                                   // M10
    {
        var story = new LegStory().Then(Accepted)
            .Notice(Done(at: Start.AddHours(1))).Notice(Done(Destination.Merchant, at: Start.AddDays(2)));
        Assert.Equal(ExecutionOutcome.Returned, Decide(LegMoved.Of(story.Leg, null)).Outcome);
        var (leg, now, rules) = (story.Leg, story.Now, story.Rules);
        Assert.Equal(DeskRefusal.OnePerson, leg.FollowedBy(new("li", "li"), [Methods.Payout], now, rules).Refusal);
        Assert.Equal(DeskRefusal.MethodUnavailable, leg.FollowedBy(Two, [Methods.Interface], now, rules).Refusal);

        story.Apply(leg.FollowedBy(Two, [Methods.Payout], now, rules).Outcome!);
        Assert.Equal(
            (ExecutionOutcome.InProgress, Methods.Payout),
            (Decide(LegMoved.Of(leg, null)).Outcome, Decide(LegMoved.Of(leg, null)).NextMethod));
        Assert.Equal(DeskRefusal.NotReturned, leg.FollowedBy(Two, [], now, rules).Refusal);
        Assert.Equal(DeskRefusal.NotReturned, new LegStory().Leg.FollowedBy(Two, [], now, rules).Refusal);
    }

    [Theory]
    [InlineData("terminated")]
    [InlineData("certified")]
    [InlineData("certified, then payout")]
    public void Is_asked_about_again_when_it_paid_and_came_back_after_people_had_ended_it(string ended)    // M10
    {
        var story = new LegStory().Then(Accepted);
        story.Apply((ended switch
        {
            "terminated" => story.Leg.Reroute([], story.Now, story.Rules),
            "certified" => story.Leg.CertifiedBy(Two, "closed there", [], story.Now, story.Rules),
            _ => story.Leg.CertifiedBy(Two, "closed there", [Methods.Payout], story.Now, story.Rules),
        }).Outcome!);
        story.Notice(Done(at: Start.AddHours(1))).Notice(Done(Destination.Merchant, at: Start.AddDays(2)));

        var moved = LegMoved.Of(story.Leg, null);
        Assert.Equal((ExecutionOutcome.Returned, "channel_returned"), (Decide(moved).Outcome, moved.Error!.Code));
        story.Apply(story.Leg.FollowedBy(Two, [Methods.Payout], story.Now, story.Rules).Outcome!);
        Assert.Equal(Methods.Payout, Decide(LegMoved.Of(story.Leg, null)).NextMethod);
    }

    [Fact]
    public void Ends_returned_when_two_say_that_nothing_follows()
    {
        var story = new LegStory().Then(Accepted)
            .Notice(Done(at: Start.AddHours(1))).Notice(Done(Destination.Merchant, at: Start.AddDays(2)));
        story.Apply(story.Leg.FollowedBy(Two, [], story.Now, story.Rules).Outcome!);
        Assert.Equal(ExecutionOutcome.Returned, Decide(LegMoved.Of(story.Leg, null)).Outcome);
    }

    [Fact]
    public void Cannot_go_another_way_once_it_was_sent_but_can_be_the_last()
    {
        var story = new LegStory().Then(Accepted);
        Assert.Equal(DeskRefusal.AlreadyClaimed, story.Leg.Reroute([Methods.Payout], story.Now, story.Rules).Refusal);
        story.Apply(story.Leg.Reroute([], story.Now, story.Rules).Outcome!);
        Assert.Equal(LegStanding.Live, story.Leg.Standing);
        story.Then(Refused(Refusal.Final, "CLOSED"));
        Assert.Null(Decide(LegMoved.Of(story.Leg, null)).NextMethod);
    }

    [Fact]
    public void Goes_another_way_by_the_word_of_two()
    {
        var story = new LegStory(RetryMode.Never).Then((ChannelAnswer?)null);
        story.Apply(story.Leg.CertifiedBy(Two, "the bank has no such number", [Methods.Payout], story.Now, story.Rules).Outcome!);
        Assert.Equal(Methods.Payout, Decide(LegMoved.Of(story.Leg, null)).NextMethod);
    }

    [Fact]
    public void Is_paid_by_the_word_of_two()                                                             // S30
    {
        var story = new LegStory().Then(Accepted, Provisional);
        Assert.Equal(DeskRefusal.OnePerson, story.Leg.SucceededBy(new("li", "LI"), story.Now).Refusal);
        story.Apply(story.Leg.SucceededBy(Two, story.Now).Outcome!);
        Assert.Equal((LegStanding.Paid, Amount.Minor), (story.Leg.Standing, story.Leg.ByChannelMinor));
        Assert.Equal(DeskRefusal.LegEnded, story.Leg.SucceededBy(Two, story.Now).Refusal);
    }

    [Fact]
    public void Is_judged_as_it_stands_now()
    {
        var story = new LegStory().Then(Accepted).Notice(Done());
        Assert.Equal(DeskRefusal.LegEnded, story.Leg.CertifiedBy(Two, "we thought", [], story.Now, story.Rules).Refusal);
        var calling = new LegStory();
        calling.Claim();
        Assert.Equal(DeskRefusal.CallUnderWay, calling.Leg.CertifiedBy(Two, "too early", [], calling.Now, calling.Rules).Refusal);
    }

    private static Standing Decide(LegMoved moved)
    {
        var opened = new LegFact(1, 1, Methods.Interface, 0, LegStanding.Live, moved.Moved);
        return new LegFacts([opened.With(moved, Start, 1)])
            .Decide(1, [Methods.Interface, Methods.Payout], stopAsked: false, missing: []);
    }
}
