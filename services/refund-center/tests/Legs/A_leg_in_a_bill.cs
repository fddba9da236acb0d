using Channels;
using Contracts;
using Contracts.Payouts;
using Contracts.Reconciliation;
using RefundCenter.Cases;
using RefundCenter.Legs;
using static RefundCenter.Tests.Legs.A_leg_that_may_be_dead;
using static RefundCenter.Tests.Legs.LegStory;

namespace RefundCenter.Tests.Legs;

public sealed class A_leg_in_a_bill
{
    [Fact]
    public void Is_paid_though_nobody_ever_answered()                                                // S140
    {
        var story = new LegStory().Then(null, null);
        story.Billed(Fact(BillFactKind.Moved, story.Now));
        Assert.Equal((LegStatus.Succeeded, 880L), (story.Leg.Status, story.Leg.ByChannelMinor));
        Assert.Equal(DateOnly.FromDateTime(story.Now.DateTime), story.Leg.BilledOn);
        Assert.Null(story.Leg.DueAt);
    }

    [Fact]
    public void Is_not_reconciled_with_another_amount_or_number()
    {
        foreach (var fact in new[]
        {
            Fact(BillFactKind.Moved, Start, new Money(879, "CNY")),
            Fact(BillFactKind.Moved, Start, new Money(880, "USD")),
            Fact(BillFactKind.Moved, Start, channelNo: "W9"),
        })
        {
            var story = new LegStory().Then(Done());
            story.Billed(fact);
            Assert.Null(story.Leg.BilledOn);
            Assert.Equal(CaseKind.Mismatch, Assert.Single(story.Alarms).Kind);
        }
    }

    [Fact]
    public void Is_no_success_when_the_channel_has_got_the_money_back()
    {
        var story = new LegStory().Then(Accepted, Abnormal);
        story.Billed(Fact(BillFactKind.Moved, story.Now));
        Assert.Equal(LegStatus.Abnormal, story.Leg.Status);
        story.Then(Done(Destination.Merchant));
        story.Billed(Fact(BillFactKind.Moved, story.Now));
        Assert.Equal((LegStatus.Dead, 0L), (story.Leg.Status, story.Leg.ByChannelMinor));
    }

    [Fact]
    public void Is_no_success_either_when_it_lives_again_and_the_channel_has_the_money_back()
    {
        var story = new LegStory().Then((ChannelAnswer?)null);
        story.Apply(story.Leg.CertifiedBy(new("wang", "li"), "closed there", [], story.Now, story.Rules).Outcome!);
        story.Notice(Abnormal).Billed(Fact(BillFactKind.Moved, story.Now));
        Assert.Equal((LegStatus.Revived, 0L), (story.Leg.Status, story.Leg.ByChannelMinor));
    }

    [Fact]
    public void Is_paid_though_the_channel_wanted_a_person_when_it_never_said_that_it_has_the_money_back()
    {
        var story = new LegStory().Then(Accepted, new ChannelAnswer.NeedsOperator("W1", "75: debited, and not booked"));
        Assert.Equal((LegStatus.NeedsOperator, "operator"), (story.Leg.Status, story.Leg.WaitingFor));
        story.Billed(Fact(BillFactKind.Moved, story.Now));
        Assert.Equal((LegStatus.Succeeded, 880L, null), (story.Leg.Status, story.Leg.ByChannelMinor, story.Leg.WaitingFor));
    }

    [Fact]
    public void Keeps_the_number_that_the_channel_answers_by()
    {
        var story = new LegStory().Then(null, null);
        story.Billed(Fact(BillFactKind.Moved, story.Now, channelNo: "T1@20260302#7"));
        Assert.Equal(("T1", 880L), (story.Leg.ChannelNo, story.Leg.ByChannelMinor));
        story.Billed(Fact(BillFactKind.MovedTwice, story.Now, channelNo: "T1@20260302#9"));
        Assert.Equal(1760, story.Leg.ByChannelMinor);
    }

    [Fact]
    public void Is_recorded_twice_when_the_channel_moved_it_twice()
    {
        var story = new LegStory().Then(Done());
        story.Billed(Fact(BillFactKind.MovedTwice, story.Now, channelNo: "W2"));
        Assert.Equal(1760, story.Leg.ByChannelMinor);
        Assert.Contains(story.Alarms, a => a.Kind is CaseKind.MovedTwice);
    }
}

public sealed class A_leg_at_the_bank
{
    private readonly LegStory story = new(method: Methods.Payout);

    [Fact]
    public void Is_sent_by_nobody_here()
    {
        Assert.Null(story.Leg.DueAt);
        Assert.Null(story.Leg.ReportState);
    }

    [Fact]
    public void Waits_for_payee_data_and_succeeds_by_the_booked_line()
    {
        Tell(1, PayoutStatus.PayeeDataWanted);
        Assert.Equal(("payee_data", false), (story.Leg.WaitingFor, story.Leg.IsClaimed));
        Tell(2, PayoutStatus.Sent);
        Assert.Equal((null, true), (story.Leg.WaitingFor, story.Leg.IsClaimed));
        Tell(3, PayoutStatus.Succeeded, moved: 880);
        Tell(2, PayoutStatus.Sent);                                 // older: out of order
        Assert.Equal((LegStanding.Paid, 880L, "bank_account"),
            (story.Leg.Standing, story.Leg.ByPayoutMinor, story.Leg.Destination));
        Assert.NotNull(story.Leg.BilledOn);
    }

    [Fact]
    public void Says_anew_that_it_can_be_stopped_when_its_send_never_left()
    {
        Tell(1, PayoutStatus.Accepted);
        Tell(2, PayoutStatus.Sent);
        var claimed = LegMoved.Of(story.Leg, null);
        Tell(3, PayoutStatus.Accepted);
        var unclaimed = LegMoved.Of(story.Leg, null);
        Assert.Equal((true, false), (claimed.IsClaimed, unclaimed.IsClaimed));
        Assert.True(unclaimed.Version > claimed.Version);
    }

    [Fact]
    public void Stays_dead_when_the_bank_sends_it_back()                                              // S162
    {
        Tell(1, PayoutStatus.Succeeded, moved: 880);
        Tell(2, PayoutStatus.Returned, moved: 880, returned: 870);
        Assert.Equal((LegStatus.Returned, 870L), (story.Leg.Status, story.Leg.ReturnedMinor));
        Assert.Equal(CertificateKind.PayoutReturned, story.Certificate!.Kind);
    }

    [Fact]
    public void Is_recorded_as_paid_when_the_bank_pays_after_all()
    {
        Tell(1, PayoutStatus.Failed);
        Assert.Equal(CertificateKind.PayoutFailed, story.Certificate!.Kind);
        Tell(2, PayoutStatus.Succeeded, moved: 880);
        Assert.Equal(LegStanding.Paid, story.Leg.Standing);
        Assert.Equal(CaseKind.AliveAfterDeath, Assert.Single(story.Alarms).Kind);
    }

    private void Tell(int version, PayoutStatus status, long moved = 0, long returned = 0) =>
        story.Apply(story.Leg.PayoutTold(
            new PayoutChanged(
                story.Leg.Id, RefundId, 1, version, status, new Money(moved, "CNY"), new Money(returned, "CNY"), "B1",
                story.Now, null),
            story.Now));
}

public sealed class A_leg_after_a_restore
{
    [Fact]
    public void Is_asked_for_before_anything_is_sent()
    {
        var story = new LegStory(restored: true);
        Assert.Equal(LegStep.Query, story.Leg.Step);
        Assert.True(story.Leg.IsClaimed);
        story.Then(NeverSeen);
        Assert.Equal(LegStep.Query, story.Leg.Step);               // what was sent may still be on its way
        story.Then(NeverSeen);
        Assert.Equal(LegStep.Submit, story.Leg.Step);
        Assert.True(story.Now >= Start + Settling);
    }

    [Fact]
    public void Takes_no_refusal_for_a_death_without_a_query_because_a_send_may_be_forgotten()
    {
        var story = new LegStory(restored: true).Then(NeverSeen, NeverSeen, Refused(Refusal.Final));
        Assert.Equal(LegStatus.Dying, story.Leg.Status);
        Assert.Equal(LegStatus.Dead, story.Then(NeverSeen).Leg.Status);
    }

    [Fact]
    public void Goes_on_where_the_channel_is() =>
        Assert.Equal(LegStatus.Succeeded, new LegStory(restored: true).Then(Done()).Leg.Status);
}
