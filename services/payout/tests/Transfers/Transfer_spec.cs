using Channels;
using Channels.Calendars;
using Contracts;
using Contracts.Payouts;
using Payout.Transfers;

namespace Payout.Tests.Transfers;

public sealed class A_new_transfer : TransferSpec
{
    [Fact]
    public void Is_due_at_once_when_its_payee_is_known()
    {
        var transfer = Ordered();
        Assert.Equal(
            (TransferPhase.ToSend, 1, (DateTimeOffset?)Now), (transfer.Phase, transfer.Version, transfer.DueAt));
    }

    [Fact]
    public void Waits_for_its_payee_and_goes_on_when_he_arrives()
    {
        var transfer = Ordered(isPayeeKnown: false);
        Assert.Equal((TransferPhase.WantsPayee, null), (transfer.Phase, transfer.DueAt));
        transfer.PayeeArrived(Now);
        Assert.Equal((TransferPhase.ToSend, 2), (transfer.Phase, transfer.Version));
        transfer.PayeeArrived(Now);
        Assert.Equal(2, transfer.Version);
    }

    [Fact]
    public void Is_dead_when_no_route_carries_its_currency()
    {
        var transfer = Transfer.Order(Terms(currency: "USD"), true, Now, Rules);
        Assert.Equal((TransferPhase.Dead, DeathCertificate.NeverSent), (transfer.Phase, transfer.Certificate));
        Assert.Equal("payout_currency_unsupported", transfer.Error!.Code);
    }

    [Theory, InlineData(9, TransferPhase.Dead), InlineData(10, TransferPhase.ToSend)]
    public void Is_dead_when_it_is_smaller_than_any_transfer_of_its_route(long minor, TransferPhase phase)        // S180
    {
        var route = RulebookReader.ReadOf("bank-file") with { TransferMinAmountMinor = 10 };
        var transfer = Transfer.Order(Terms(minor), true, Now, new BankRules(route, WorkingCalendar.China, TimeSpan.Zero));
        Assert.Equal(phase, transfer.Phase);
        Assert.Equal(phase is TransferPhase.Dead ? "payout_too_small" : null, transfer.Error?.Code);
    }

    [Fact]
    public void Can_be_stopped_until_it_is_claimed()
    {
        foreach (var known in (bool[])[true, false])
        {
            var transfer = Ordered(known);
            Assert.True(transfer.Stop(Now));
            Assert.Equal(TransferPhase.Stopped, transfer.Phase);
            Assert.Throws<InvalidOperationException>(() => transfer.Claim(Now, Rules));
        }
        Assert.False(Claimed().Stop(Now));
    }

    [Theory]
    [InlineData("R0123456789ABCDEFGHI", 0)]
    [InlineData("R0123456789ABCDEFGHI", -1)]
    [InlineData("R0123456789ABCDEFGH", 1)]
    [InlineData("00123456789ABCDEFGHI", 1)]
    [InlineData("R0123456789ABCDEFGhI", 1)]
    public void Is_not_made_of_an_order_that_cannot_be(string no, long minor) => Assert.Throws<ArgumentException>(() =>
        TransferTerms.Of(new MakePayout(
            Guid.Empty, Guid.Empty, 1, no, Guid.Empty, Guid.Empty, new Money(minor, "CNY"), null)));
}

public sealed class A_transfer_that_was_sent : TransferSpec
{
    [Fact]
    public void Is_possibly_live_from_the_claim_on()
    {
        var transfer = Claimed();
        Assert.Equal((TransferPhase.AtBank, 1, 1), (transfer.Phase, transfer.Sends, transfer.UnansweredSends));
        Assert.Equal(Day, transfer.ExecutionDate);
        Assert.Equal(Now.AddSeconds(30), transfer.DueAt);
    }

    [Fact]
    public void Belongs_to_the_day_of_the_bank_and_not_to_ours()
    {
        Now = new DateTimeOffset(2026, 3, 2, 16, 30, 0, TimeSpan.Zero);          // half past midnight in Beijing
        Assert.Equal(Day.AddDays(1), Claimed().ExecutionDate);
    }

    [Fact]
    public void Is_dead_when_the_bank_rejects_it_in_its_own_answer()
    {
        var transfer = Sent(Rejected);
        Assert.Equal((TransferPhase.Dead, DeathCertificate.OwnAnswer), (transfer.Phase, transfer.Certificate));
        Assert.Equal(new RefundError("payee_account_refused", "The account is wrong. (AC01)"), transfer.Error);
    }

    [Fact]
    public void Is_dead_when_it_was_accepted_first_and_rejected_when_asked()
    {
        var transfer = Sent(new ChannelAnswer.Accepted(null));
        Ask(transfer, Rejected);
        Assert.Equal(DeathCertificate.OwnAnswer, transfer.Certificate);
    }

    [Fact]
    public void Stays_possibly_live_after_anything_that_is_unclear()
    {
        ChannelAnswer[] unclear =
        [
            Unknown, new ChannelAnswer.Throttled(null), new ChannelAnswer.NeverSeen(), new ChannelAnswer.Accepted(null),
            new ChannelAnswer.NeedsOperator(null, ""), new ChannelAnswer.FailedProvisional("X", ""),
        ];
        foreach (var answer in unclear) Assert.Equal(TransferPhase.AtBank, Sent(answer).Phase);
    }

    [Fact]
    public void Is_never_sent_again_after_an_unknown()
    {
        var transfer = Sent(Unknown);
        Ask(transfer, new ChannelAnswer.NeverSeen());
        Assert.Throws<InvalidOperationException>(() => transfer.Claim(Now, Rules));
    }

    [Fact]
    public void Is_sent_later_with_the_same_day_when_it_never_left()
    {
        var transfer = Sent(NotSent);
        Assert.Equal((TransferPhase.ToSend, 0, (DateTimeOffset?)Now.AddSeconds(10)), (
            transfer.Phase, transfer.UnansweredSends, transfer.DueAt));
        Now = Now.AddDays(1);
        Assert.Equal(2, transfer.Claim(Now, Rules));
        Assert.Equal(Day, transfer.ExecutionDate);                               // the same number, the same bytes
    }

    [Fact]
    public void Is_moved_only_by_the_answer_to_its_latest_send()
    {
        var transfer = Sent(NotSent);
        transfer.Claim(Now, Rules);
        transfer.PayeeMissing(1, Now);
        Assert.Equal(TransferPhase.AtBank, transfer.Phase);
    }

    [Fact]
    public void Wants_its_payee_anew_when_his_data_cannot_be_read()
    {
        var transfer = Claimed();
        transfer.PayeeMissing(1, Now);
        Assert.Equal((TransferPhase.WantsPayee, 0), (transfer.Phase, transfer.UnansweredSends));
    }

    [Fact]
    public void Is_stopped_instead_of_sent_later_when_that_was_asked_while_it_was_on_its_way()
    {
        var unreachable = Claimed();
        Assert.False(unreachable.Stop(Now));
        Assert.Equal(TransferPhase.AtBank, unreachable.Phase);
        unreachable.Answered(1, NotSent, Now, Rules);
        Assert.Equal((TransferPhase.Stopped, null, 3), (unreachable.Phase, unreachable.DueAt, unreachable.Version));

        var payeeless = Claimed();
        Assert.False(payeeless.Stop(Now));
        payeeless.PayeeMissing(1, Now);
        Assert.Equal((TransferPhase.Stopped, 3), (payeeless.Phase, payeeless.Version));
    }

    [Fact]
    public void Goes_on_at_the_bank_whoever_asked_to_stop_it()
    {
        var transfer = Claimed();
        transfer.Stop(Now);
        transfer.Answered(1, Unknown, Now, Rules);
        Assert.Equal(TransferPhase.AtBank, transfer.Phase);
        Bank(transfer, TransferReportKind.Booked);
        Assert.Equal(TransferPhase.Booked, transfer.Phase);
    }

    [Fact]
    public void Is_asked_for_by_the_plan_until_it_ends()
    {
        var transfer = Sent(Unknown);
        var questions = 0;
        for (; transfer.DueAt is { } due; questions++)
        {
            Assert.True(due > Now);
            Now = due;
            transfer.AskNext(Now, Rules);
        }
        Assert.True(questions > 30);
        Assert.True(Now <= Start.AddDays(30));
        Assert.Equal(TransferPhase.AtBank, transfer.Phase);                      // people decide now, nobody else
    }
}

public sealed class An_unknown_transfer : TransferSpec
{
    [Fact]
    public void Does_not_die_because_a_question_says_not_found()
    {
        var transfer = Sent(Unknown);
        for (var day = 0; day < 20; day++, Now = Now.AddDays(1)) Ask(transfer, new ChannelAnswer.NeverSeen());
        Assert.Equal(TransferPhase.AtBank, transfer.Phase);
    }

    [Fact]
    public void Does_not_die_because_a_question_says_rejected()
    {
        var transfer = Sent(Unknown);
        Ask(transfer, Rejected);
        Ask(transfer, Rejected);
        Assert.Equal((TransferPhase.AtBank, "AC01"), (transfer.Phase, transfer.RejectedCode));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Dies_of_a_rejection_and_a_question_after_the_settling_time(bool isStillRejected)
    {
        var transfer = Sent(Unknown);
        Ask(transfer, Rejected);
        Now += Rules.SettlingTime;
        Ask(transfer, isStillRejected ? Rejected : new ChannelAnswer.NeverSeen());
        Assert.Equal((TransferPhase.Dead, DeathCertificate.CodeAndQuery), (transfer.Phase, transfer.Certificate));
        Assert.Equal("payee_account_refused", transfer.Error!.Code);
    }

    [Fact]
    public void Lives_on_when_the_bank_thinks_better_of_its_rejection()
    {
        var transfer = Sent(Unknown);
        Ask(transfer, Rejected);
        Ask(transfer, new ChannelAnswer.Accepted(null));
        Now += Rules.SettlingTime;
        Ask(transfer, new ChannelAnswer.NeverSeen());
        Assert.Equal((TransferPhase.AtBank, null), (transfer.Phase, transfer.RejectedCode));
    }

    [Fact]
    public void Dies_of_silent_statements_and_a_question_that_says_not_found()
    {
        var transfer = Sent(Unknown);
        Now = Now.AddDays(4);
        Ask(transfer, Unknown, isSilent: true);
        Ask(transfer, new ChannelAnswer.Accepted(null), isSilent: true);
        Assert.Equal(TransferPhase.AtBank, transfer.Phase);
        Ask(transfer, new ChannelAnswer.NeverSeen(), isSilent: true);
        Assert.Equal((TransferPhase.Dead, DeathCertificate.SilentStatements), (transfer.Phase, transfer.Certificate));
        Assert.Equal("payout_never_booked", transfer.Error!.Code);
    }

    [Fact]
    public void Does_not_die_of_a_question_that_came_before_the_bank_had_time_to_take_it_over()
    {
        var transfer = Sent(NotSent);
        Now = Now.AddDays(4);
        transfer.Claim(Now, Rules);
        transfer.Answered(2, Unknown, Now, Rules);
        Now += Rules.SettlingTime - TimeSpan.FromSeconds(1);
        Ask(transfer, new ChannelAnswer.NeverSeen(), isSilent: true);
        Assert.Equal(TransferPhase.AtBank, transfer.Phase);
        Now = Now.AddSeconds(1);
        Ask(transfer, new ChannelAnswer.NeverSeen(), isSilent: true);
        Assert.Equal(DeathCertificate.SilentStatements, transfer.Certificate);
    }

    [Fact]
    public void Does_not_die_when_the_bank_may_have_forgotten_it()
    {
        var transfer = Sent(Unknown);
        Now = Now.AddDays(16);                                                   // its MsgId is kept for fifteen
        Ask(transfer, new ChannelAnswer.NeverSeen(), isSilent: true);
        Assert.Equal(TransferPhase.AtBank, transfer.Phase);
    }
}

public sealed class A_transfer_that_may_have_been_sent_before_a_restore : TransferSpec
{
    [Fact]
    public void Is_sent_only_when_the_bank_has_never_seen_it_and_no_statement_names_it()
    {
        var transfer = InDoubt();
        Assert.Equal((TransferPhase.AtBank, (DateTimeOffset?)Now), (transfer.Phase, transfer.DueAt));
        Ask(transfer, Unknown, isSilent: true);
        Ask(transfer, new ChannelAnswer.NeverSeen());
        Assert.Equal(TransferPhase.AtBank, transfer.Phase);
        Ask(transfer, new ChannelAnswer.NeverSeen(), isSilent: true);
        Assert.Equal((TransferPhase.ToSend, 0, 0), (transfer.Phase, transfer.Sends, transfer.UnansweredSends));
        transfer.Claim(Now.AddDays(3), Rules);
        Assert.Equal(Day.AddDays(3), transfer.ExecutionDate);
    }

    [Fact]
    public void Was_sent_when_the_bank_knows_it()
    {
        var accepted = InDoubt();
        Ask(accepted, new ChannelAnswer.Accepted(null));
        Ask(accepted, new ChannelAnswer.NeverSeen(), isSilent: true);
        Assert.NotEqual(TransferPhase.ToSend, accepted.Phase);

        var rejected = InDoubt();
        Ask(rejected, Rejected);
        Ask(rejected, new ChannelAnswer.NeverSeen());
        Assert.Equal((TransferPhase.AtBank, "AC01"), (rejected.Phase, rejected.RejectedCode));

        var booked = InDoubt();
        Bank(booked, TransferReportKind.Booked);
        Ask(booked, new ChannelAnswer.NeverSeen(), isSilent: true);
        Assert.Equal(TransferPhase.Booked, booked.Phase);
    }

    [Fact]
    public void Is_stopped_instead_when_that_was_asked_meanwhile()
    {
        var transfer = InDoubt();
        Assert.False(transfer.Stop(Now));
        Assert.Equal(TransferPhase.AtBank, transfer.Phase);
        Ask(transfer, new ChannelAnswer.NeverSeen(), isSilent: true);
        Assert.Equal(TransferPhase.Stopped, transfer.Phase);
    }

    private Transfer InDoubt()
    {
        var transfer = Ordered();
        transfer.MayHaveBeenSent(Now, Now, Rules);
        return transfer;
    }
}

public sealed class A_transfer_of_an_older_copy : TransferSpec
{
    [Fact]
    public void Tells_how_it_ended_above_the_version_that_is_known()
    {
        var transfer = Claimed();
        Bank(transfer, TransferReportKind.Booked);
        transfer.Noted();
        Assert.True(transfer.RiseAbove(7));
        Assert.Equal(8, transfer.Version);
        Assert.False(transfer.RiseAbove(8));
    }

    [Fact]
    public void Tells_the_next_change_above_the_version_that_is_known()
    {
        var transfer = Claimed();
        transfer.Noted();
        Assert.False(transfer.RiseAbove(7));
        Assert.Equal((7, 7), (transfer.Version, transfer.NotedVersion));
        Bank(transfer, TransferReportKind.Booked);
        Assert.Equal(8, transfer.Version);
    }

    [Fact]
    public void Does_not_lose_a_change_that_its_order_has_not_taken_over()
    {
        var transfer = Ordered();
        transfer.Noted();
        transfer.Claim(Now, Rules);
        Assert.True(transfer.RiseAbove(7));
        Assert.True(transfer.NotedVersion < transfer.Version);
    }
}
