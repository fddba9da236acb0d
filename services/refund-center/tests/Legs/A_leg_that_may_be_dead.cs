using Channels;
using Contracts;
using Contracts.Reconciliation;
using RefundCenter.Cases;
using RefundCenter.Legs;
using static RefundCenter.Tests.Legs.LegStory;

namespace RefundCenter.Tests.Legs;

public sealed class A_leg_that_may_be_dead
{
    [Fact]
    public void Is_dead_at_once_when_its_only_send_was_refused_for_good()                             // S176
    {
        var story = new LegStory().Then(Refused(Refusal.Final, "USER_ACCOUNT_ABNORMAL"));
        Assert.Equal((LegStatus.Dead, CertificateKind.DefiniteCode), (story.Leg.Status, story.Certificate!.Kind));
        Assert.Equal(("USER_ACCOUNT_ABNORMAL", 0),
            (story.Certificate.Evidence.Code, story.Certificate.Evidence.SendsWithoutAnswer));
    }

    [Fact]
    public void Is_not_dead_while_an_earlier_send_has_no_answer()
    {
        var story = new LegStory().Then(null, Refused(Refusal.Final));
        Assert.Equal((LegStatus.Dying, LegStep.Query), (story.Leg.Status, story.Leg.Step!.Value));
        Assert.True(story.Leg.DueAt >= story.Now + Settling);
        Assert.Null(story.Certificate);
    }

    [Fact]
    public void Dies_by_a_query_after_the_code_and_the_settling_time()
    {
        var story = new LegStory().Then(null, Refused(Refusal.Final), NeverSeen);
        Assert.Equal(CertificateKind.DefiniteCode, story.Certificate!.Kind);
        Assert.Equal(("never seen", 1),
            (story.Certificate.Evidence.Asked, story.Certificate.Evidence.SendsWithoutAnswer));
        Assert.True(story.Certificate.Evidence.AskedAt >= story.Certificate.Evidence.CodeAt + Settling);
    }

    [Fact]
    public void Lives_when_that_query_finds_it()
    {
        var story = new LegStory().Then(null, Refused(Refusal.Final), Accepted);
        Assert.Equal(LegStatus.Accepted, story.Leg.Status);
        Assert.Null(story.Leg.DoomedAt);
        Assert.Equal(LegStatus.Succeeded, story.Then(Done()).Leg.Status);
    }

    [Fact]
    public void Is_not_dead_by_a_refused_repetition_of_what_the_channel_has()
    {
        var story = new LegStory();
        var first = story.Claim();
        story.Answer(first, null);
        var second = story.Claim();
        story.Answer(first, Accepted).Answer(second, Refused(Refusal.Final));
        Assert.NotEqual(LegStatus.Dead, story.Leg.Status);
    }

    [Fact]
    public void Is_never_dead_by_queries_alone()
    {
        var story = new LegStory(RetryMode.QueryOnly).Then((ChannelAnswer?)null);
        for (var i = 0; i < 20; i++) story.Then(NeverSeen);
        Assert.Equal(LegStanding.Live, story.Leg.Standing);
    }

    [Fact]
    public void Is_closed_by_a_notice_when_its_send_was_answered()
    {
        var story = new LegStory().Then(Accepted).Notice(Refused(Refusal.Final, "CLOSED"));
        Assert.Equal((LegStatus.Dead, CertificateKind.DefiniteCode), (story.Leg.Status, story.Certificate!.Kind));
        Assert.Equal("dead", story.Leg.ReportState);
    }

    [Fact]
    public void Is_not_closed_by_a_notice_while_a_send_is_under_way()
    {
        var story = new LegStory();
        story.Claim();
        story.Notice(Refused(Refusal.Final, "CLOSED"));
        Assert.Equal(LegStatus.Dying, story.Leg.Status);
    }

    [Fact]
    public void Goes_to_our_own_account_when_it_became_abnormal_and_that_is_its_certificate()        // S178
    {
        var story = new LegStory().Then(Accepted, Abnormal);
        Assert.Equal((LegStatus.Abnormal, LegStep.ReturnToMerchant), (story.Leg.Status, story.Leg.Step!.Value));
        story.Then(Accepted, Done(Destination.Merchant));
        Assert.Equal((LegStatus.Dead, CertificateKind.ReturnedToMerchant), (story.Leg.Status, story.Certificate!.Kind));
        Assert.Equal((0L, 880L), (story.Leg.ByChannelMinor, story.Leg.ToOwnAccountMinor));
    }

    [Fact]
    public void Is_sent_to_our_own_account_again_only_when_it_still_is_abnormal_after_the_settling_time()
    {
        var story = new LegStory().Then(Accepted, Abnormal, null, Abnormal);
        Assert.Equal(LegStep.Query, story.Leg.Step);
        story.Then(Abnormal);
        Assert.Equal(LegStep.ReturnToMerchant, story.Leg.Step);
    }

    [Fact]
    public void Waits_for_a_person_when_it_cannot_go_to_our_own_account()
    {
        var refused = new LegStory().Then(Accepted, Abnormal, new ChannelAnswer.NeedsOperator(null, "PARAM_ERROR"));
        var impossible = new LegStory(returnsToMerchant: false).Then(Accepted, Abnormal);
        foreach (var leg in new[] { refused.Leg, impossible.Leg, refused.Then(Abnormal).Leg })
            Assert.Equal((LegStatus.NeedsOperator, "operator", LegStep.Query),
                (leg.Status, leg.WaitingFor, leg.Step!.Value));
    }

    [Fact]
    public void Dies_of_silence_only_together_with_a_query()
    {
        var story = new LegStory(RetryMode.QueryOnly).Then(null, NeverSeen);
        story.Wait(TimeSpan.FromDays(8));
        story.Billed(Fact(BillFactKind.Silent, story.Now));
        Assert.Equal((LegStep.Query, LegStanding.Live), (story.Leg.Step!.Value, story.Leg.Standing));
        Assert.Equal(CertificateKind.Silence, story.Then(NeverSeen).Certificate!.Kind);
    }

    [Fact]
    public void Does_not_die_by_a_question_that_came_too_soon_after_it_was_sent_again()
    {
        var story = new LegStory().Then(null, null).Wait(TimeSpan.FromDays(8));
        story.Billed(Fact(BillFactKind.Silent, story.Now));
        story.Apply(story.Leg.Resubmit(story.Now, story.Rules).Outcome!).Then((ChannelAnswer?)null);
        story.Wait(TimeSpan.FromSeconds(5)).Apply(story.Leg.AskNow(story.Now, story.Rules).Outcome!).Then(NeverSeen);
        Assert.Equal((LegStanding.Live, null), (story.Leg.Standing, story.Certificate));
        Assert.Null(story.Leg.SilentUntil);

        story.Billed(Fact(BillFactKind.Silent, story.Leg.SubmittedAt!.Value.AddHours(-1)));
        Assert.Null(story.Leg.SilentUntil);                       // of the days before it was sent again
        story.Wait(TimeSpan.FromDays(8)).Billed(Fact(BillFactKind.Silent, story.Now));
        Assert.Equal(CertificateKind.Silence, story.Then(NeverSeen).Certificate!.Kind);
    }

    [Fact]
    public void Hears_of_the_silence_of_the_same_days_once_under_whatever_name()
    {
        var story = new LegStory(RetryMode.QueryOnly).Then(null, NeverSeen).Wait(TimeSpan.FromDays(8));
        var silence = Fact(BillFactKind.Silent, story.Now);
        story.Billed(silence).Then(Unknown);
        var due = story.Leg.DueAt;
        Assert.True(due > story.Now);
        story.Billed(silence with { FactId = Guid.CreateVersion7() });
        Assert.Equal(due, story.Leg.DueAt);
        story.Wait(TimeSpan.FromDays(1)).Billed(Fact(BillFactKind.Silent, story.Now));
        Assert.Equal(story.Now, story.Leg.DueAt);
        Assert.Equal(story.Now, story.Leg.SilentUntil);
    }

    [Fact]
    public void Is_told_to_reconciliation_when_it_is_sent_again_because_its_last_day_is_later()
    {
        var story = new LegStory().Then(null, null);
        var (version, first) = (story.Leg.ReportVersion, story.Leg.SentAt);
        story.Wait(TimeSpan.FromDays(1)).Apply(story.Leg.Resubmit(story.Now, story.Rules).Outcome!).Claim();
        Assert.Equal((version + 1, first.AddDays(1)), (story.Leg.ReportVersion, story.Leg.SentAt));
    }

    [Fact]
    public void Is_not_sent_again_by_anybody_once_it_was_refused_for_good()
    {
        var story = new LegStory();
        var send = story.Claim();
        story.Notice(Refused(Refusal.Final)).Answer(send, null);
        Assert.Equal((LegStatus.Dying, LegStep.Query), (story.Leg.Status, story.Leg.Step!.Value));
        Assert.Equal(DeskRefusal.ResendForbidden, story.Leg.Resubmit(story.Now, story.Rules).Refusal);
        Assert.Equal(CertificateKind.DefiniteCode, story.Then(NeverSeen, NeverSeen).Certificate!.Kind);
        Assert.True(story.Certificate!.Evidence.AskedAt >= story.Leg.SubmittedAt + Settling);
    }

    [Fact]
    public void Is_not_sent_again_when_it_is_not_found_under_a_key_that_the_channel_may_have_forgotten()       // S22
    {
        var story = new LegStory(RetryMode.QueryFirst, trusts: (sent, asked) => asked - sent <= TimeSpan.FromDays(1));
        story.Then((ChannelAnswer?)null).Wait(TimeSpan.FromDays(2));
        for (var i = 0; i < 3; i++) Assert.Equal(LegStep.Query, story.Then(NeverSeen).Leg.Step);
    }

    [Fact]
    public void Does_not_die_of_not_being_found_under_a_key_that_the_channel_may_have_forgotten()          // S22
    {
        var story = new LegStory(trusts: (sent, asked) => asked - sent <= TimeSpan.FromDays(25)).Then(null, null);
        story.Wait(TimeSpan.FromDays(31));
        story.Notice(Refused(Refusal.Final));
        story.Wait(TimeSpan.FromHours(1)).Then(NeverSeen);
        Assert.Equal((LegStanding.Live, "operator"), (story.Leg.Standing, story.Leg.WaitingFor));
        Assert.Null(story.Certificate);
    }

    [Fact]
    public void Dies_by_two_people_and_not_by_one()
    {
        var story = new LegStory(RetryMode.Never).Then((ChannelAnswer?)null);
        Assert.Equal(
            DeskRefusal.OnePerson,
            story.Leg.CertifiedBy(new("wang", "Wang"), "called the bank", null, story.Now, story.Rules).Refusal);
        story.Apply(story.Leg.CertifiedBy(new("wang", "li"), "called the bank", null, story.Now, story.Rules).Outcome!);
        Assert.Equal((LegStatus.Dead, "wang", "li"),
            (story.Leg.Status, story.Certificate!.Maker, story.Certificate.Checker));
    }

    [Fact]
    public void Is_recorded_as_paid_when_it_pays_after_its_death()
    {
        var story = new LegStory().Then(Refused(Refusal.Final));
        var died = story.Leg.DiedAt;
        story.Notice(Done());
        Assert.Equal((LegStatus.Succeeded, 880L, died), (story.Leg.Status, story.Leg.ByChannelMinor, story.Leg.DiedAt));
        Assert.Equal(CaseKind.AliveAfterDeath, Assert.Single(story.Alarms).Kind);
        Assert.True(story.LastOutcome.IsTold);
    }

    [Fact]
    public void Lives_again_when_the_channel_works_on_it_after_its_death_and_can_die_again()
    {
        var story = new LegStory().Then(Refused(Refusal.Final)).Notice(Accepted);
        Assert.Equal((LegStatus.Revived, LegStanding.Live, LegStep.Query),
            (story.Leg.Status, story.Leg.Standing, story.Leg.Step!.Value));
        story.Then(Refused(Refusal.Final, "CLOSED"));
        Assert.Equal(LegStatus.Dead, story.Leg.Status);
        Assert.Null(story.LastOutcome.Certificate);                // the first one stands
    }

    internal static BillFact Fact(
        BillFactKind kind, DateTimeOffset at, Money? amount = null, string? channelNo = "W1") => new(
        Guid.CreateVersion7(), RefundId, 1, kind, "wechat", "1900099901", ChannelNo.For(RefundId, 1),
        kind is BillFactKind.Silent ? null : channelNo, amount ?? Amount,
        DateOnly.FromDateTime(at.DateTime), "sha1", at);
}
