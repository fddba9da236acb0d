using Channels;
using RefundCenter.Cases;
using RefundCenter.Executions;
using RefundCenter.Legs;
using static RefundCenter.Tests.Legs.LegStory;

namespace RefundCenter.Tests.Legs;

/// <summary>By an uploaded file or a sheet (S145, S146): sent once, and nobody can be asked about it.</summary>
public sealed class A_leg_that_people_carry
{
    private static readonly ChannelRequest Line = new("hand-over", "file", "B1/1", [1, 2, 3]);

    [Theory, InlineData(Methods.File), InlineData(Methods.Offline)]
    public void Waits_for_its_batch_with_nothing_due(string method)
    {
        var leg = new LegStory(RetryMode.Never, method: method).Leg;
        Assert.True(leg.AwaitsBatch);
        Assert.Equal((null, null, false), (leg.Step, leg.WaitingFor, leg.IsClaimed));
        Assert.Null(leg.ReportState);
    }

    [Fact]
    public void Is_sent_once_whatever_people_say()
    {
        var (story, send) = InBatch();
        Assert.Equal((LegStep.HandOver, 1, "operator"), (send.Step, story.Leg.UnansweredSends, story.Leg.WaitingFor));
        Assert.Equal(Line.Body, send.Body);
        Assert.False(story.Leg.AwaitsBatch);
        Assert.Throws<InvalidOperationException>(() => story.Leg.PutInBatch(Line, story.Now));
    }

    [Fact]
    public void Is_stopped_only_while_no_batch_has_it()
    {
        var story = new LegStory(RetryMode.Never, method: Methods.File);
        Assert.Equal(CertificateKind.NeverSent, story.Apply(story.Leg.Stop(story.Now)).Certificate!.Kind);
        var (late, _) = InBatch();
        Assert.Null(late.Apply(late.Leg.Stop(late.Now)).Certificate);
        Assert.True(late.Leg.IsClaimed);
    }

    [Fact]
    public void Is_ended_by_nobody_before_it_is_known_where_its_file_is()
    {
        var (story, _) = InBatch();
        var two = new TwoPeople("wang", "li");
        Assert.Equal(DeskRefusal.CallUnderWay, story.Leg.CertifiedBy(two, "not there", null, story.Now, story.Rules).Refusal);
        story.Apply(story.Leg.HandOver(story.Now));
        Assert.NotNull(story.Leg.CertifiedBy(two, "not there", null, story.Now, story.Rules).Outcome);
    }

    [Fact]
    public void Goes_into_a_further_batch_under_another_number_when_two_withdraw_its_own()
    {
        var (story, _) = InBatch();
        Assert.Equal(DeskRefusal.OnePerson, story.Leg.WithdrawnBy(new("li", "li"), story.Now).Refusal);
        story.Apply(story.Leg.WithdrawnBy(new("wang", "li"), story.Now).Outcome!);
        Assert.Equal((LegStatus.Dead, CertificateKind.TwoPeople), (story.Leg.Status, story.Certificate!.Kind));
        var opened = new LegFact(1, 1, Methods.File, 0, LegStanding.Live, story.Leg.Moved);
        Assert.Equal(Methods.File, new LegFacts([opened.With(LegMoved.Of(story.Leg, null), Start, 1)])
            .Decide(1, [Methods.File, Methods.Payout], stopAsked: false, missing: []).NextMethod);

        var (carried, _) = InBatch();
        carried.Apply(carried.Leg.HandOver(carried.Now));
        Assert.Equal(DeskRefusal.AlreadyClaimed, carried.Leg.WithdrawnBy(new("wang", "li"), carried.Now).Refusal);
    }

    [Fact]
    public void Is_matched_by_reconciliation_from_its_hand_over_on()
    {
        var (story, _) = InBatch();
        Assert.Null(story.Leg.ReportState);
        story.Apply(story.Leg.HandOver(story.Now));
        Assert.Equal(("sent", 1, null), (story.Leg.ReportState, story.Leg.ReportVersion, story.Leg.WaitingFor));
    }

    [Fact]
    public void Succeeds_by_the_banks_word()
    {
        var (story, send) = InBatch();
        story.Answer(send, Done());
        Assert.Equal((LegStatus.Succeeded, Amount.Minor, 0), (story.Leg.Status, story.Leg.ByChannelMinor, story.Leg.UnansweredSends));
        Assert.NotNull(story.Leg.HandedOverAt);
        Assert.Equal("succeeded", story.Leg.ReportState);
    }

    [Fact]
    public void Dies_of_a_definite_refusal_only_when_a_second_person_agrees()
    {
        var (story, send) = InBatch();
        var two = new TwoPeople("wang", "li");
        Assert.Equal(DeskRefusal.LegChanged, story.Leg.RefusalConfirmedBy(two, story.Now).Refusal);
        story.Answer(send, Refused(Refusal.Final, "ACCOUNT_CLOSED"));
        Assert.Equal((LegStatus.Dying, "operator", "ACCOUNT_CLOSED"), (story.Leg.Status, story.Leg.WaitingFor, story.Leg.Code));
        Assert.Null(story.Certificate);
        Assert.Equal(DeskRefusal.OnePerson, story.Leg.RefusalConfirmedBy(new("wang", "WANG"), story.Now).Refusal);

        story.Apply(story.Leg.RefusalConfirmedBy(two, story.Now).Outcome!);
        Assert.Equal((CertificateKind.DefiniteCode, LegStatus.Dead), (story.Certificate!.Kind, story.Leg.Status));
        Assert.Equal(("ACCOUNT_CLOSED", "wang", "li"),
            (story.Certificate.Evidence.Code, story.Certificate.Maker, story.Certificate.Checker));
    }

    [Fact]
    public void Is_paid_by_the_banks_later_word_while_a_refusal_waits_for_a_second_person()
    {
        var (story, send) = InBatch();
        story.Answer(send, Refused(Refusal.Final)).Answer(send, Done());
        Assert.Equal(LegStanding.Paid, story.Leg.Standing);
        Assert.Equal(DeskRefusal.LegEnded, story.Leg.RefusalConfirmedBy(new("wang", "li"), story.Now).Refusal);
    }

    [Theory, InlineData(RetryMode.SameRequest), InlineData(RetryMode.QueryFirst), InlineData(RetryMode.Never)]
    public void Waits_for_a_person_when_the_bank_says_nothing_that_is_known(RetryMode retryOfTheInterface)
    {
        var (story, send) = InBatch(retryOfTheInterface);
        var rules = story.Rules with { Retry = RetryMode.Never, ReturnsToMerchant = false };
        story.Apply(story.Leg.Answered(send.AsRequest(), Unknown, story.Now, rules));
        Assert.Equal((LegStatus.Unknown, "operator", 1), (story.Leg.Status, story.Leg.WaitingFor, story.Leg.UnansweredSends));
        Assert.Null(story.Leg.Step);
        story.Apply(story.Leg.Answered(send.AsRequest(), Refused(Refusal.Final), story.Now, rules));
        Assert.Equal((LegStatus.Dying, 0), (story.Leg.Status, story.Leg.UnansweredSends));
    }

    [Fact]
    public void Records_a_success_after_its_death_and_a_refusal_after_its_success()
    {
        var (dead, send) = InBatch();
        dead.Answer(send, Refused(Refusal.Final));
        dead.Apply(dead.Leg.RefusalConfirmedBy(new("wang", "li"), dead.Now).Outcome!).Answer(send, Done());
        Assert.Equal((LegStanding.Paid, 0), (dead.Leg.Standing, dead.Leg.UnansweredSends));
        Assert.Equal(CaseKind.AliveAfterDeath, Assert.Single(dead.Alarms).Kind);

        var (paid, other) = InBatch();
        paid.Answer(other, Done()).Answer(other, Refused(Refusal.Final));
        Assert.Equal(LegStanding.Paid, paid.Leg.Standing);
        Assert.Equal(CaseKind.ContradictedSuccess, Assert.Single(paid.Alarms).Kind);
    }

    [Fact]
    public void Is_peoples_work_again_when_its_bank_says_nothing_in_time_or_its_files_are_silent()
    {
        var (story, _) = InBatch();
        story.Apply(story.Leg.HandOver(story.Now)).Apply(story.Leg.ResultIsLate(story.Now));
        Assert.Equal("operator", story.Leg.WaitingFor);
        Assert.Equal(LegStanding.Live, story.Leg.Standing);
    }

    [Fact]
    public void Goes_into_no_batch_when_a_restore_may_have_made_us_forget_one()
    {
        var leg = new LegStory(RetryMode.Never, method: Methods.File, restored: true).Leg;
        Assert.False(leg.AwaitsBatch);
        Assert.Equal((LegStatus.Unknown, "operator", "sent"), (leg.Status, leg.WaitingFor, leg.ReportState));
    }

    [Fact]
    public void Goes_into_no_batch_while_it_is_suspended()
    {
        var story = new LegStory(RetryMode.Never, method: Methods.File);
        story.Leg.Suspend(story.Now);
        Assert.False(story.Leg.AwaitsBatch);
        story.Leg.Resume(story.Now);
        Assert.True(story.Leg.AwaitsBatch);
    }

    private static (LegStory Story, Send Send) InBatch(RetryMode retry = RetryMode.Never)
    {
        var story = new LegStory(retry, method: Methods.File);
        var (send, outcome) = story.Leg.PutInBatch(Line, story.Now);
        story.Apply(outcome);
        return (story, send);
    }
}
