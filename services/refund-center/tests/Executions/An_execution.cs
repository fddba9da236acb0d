using Contracts.Executions;
using Contracts.Payouts;
using RefundCenter.Executions;
using RefundCenter.Legs;

namespace RefundCenter.Tests.Executions;

public sealed class An_execution : ExecutionSpec
{
    [Fact]
    public async Task Is_accepted_at_once_with_its_first_leg()
    {
        await When(Ordered());
        StateIs("Executing");
        var accepted = Assert.Single(Sent<RefundAccepted>());
        Assert.Equal(("interface", Legs.LegStory.Start + TimeSpan.FromMinutes(20)),
            (accepted.Method, accepted.ExpectedUntil));
        Assert.Equal((1, LegStep.Submit), (Assert.Single(Saga!.NewLegs).Ordinal, Saga.NewLegs.Single().Step!.Value));
    }

    [Theory]
    [InlineData("t0", 0)]
    [InlineData("d0", 0)]
    [InlineData(null, 366)]
    public async Task Goes_to_payout_directly_when_the_channel_refunds_it_no_more(string? settlement, int daysOld)
    {
        var order = Ordered();
        var payment = order.Payment with { CapturedAt = Legs.LegStory.Start.AddDays(-daysOld) };

        await When(order with { Settlement = settlement, Payment = payment, Kind = "late_payment" }, Dead());

        Assert.Equal("payout", Assert.Single(Sent<RefundAccepted>()).Method);
        Assert.Equal(1, Assert.Single(Sent<MakePayout>()).LegOrdinal);
        var failed = Assert.Single(Sent<RefundExecuted>());
        Assert.Equal(
            (ExecutionOutcome.Failed, settlement, "late_payment"), (failed.Outcome, failed.Settlement, failed.Kind));
    }

    [Fact]
    public async Task Says_who_said_what_is_new()                                                          // M10
    {
        await When(Ordered(), Dead() with { Source = "channel" }, Paid(ordinal: 2) with { Source = "bank" });
        await When(Paid(ordinal: 2, version: 2) with { Source = "file" });                 // nothing new for gateway

        Assert.Equal(["bank"], Sent<RefundExecuted>().Where(f => f.Outcome is ExecutionOutcome.Succeeded).Select(f => f.Source));
        Assert.Equal("bank", Saga!.LastExecuted!.Source);
    }

    [Fact]
    public async Task Answers_a_repeated_order_again_and_opens_no_second_leg()
    {
        await When(Ordered(), Ordered(), Ordered());
        Assert.Equal(3, Sent<RefundAccepted>().Count);
        Assert.Single(Saga!.NewLegs);
    }

    [Fact]
    public async Task Fails_at_once_when_there_is_no_method()
    {
        await When(Ordered(channel: "nobody"));
        StateIs("Failed");
        Assert.Empty(Sent<RefundAccepted>());
        Assert.Equal("no_method", Assert.Single(Sent<RefundExecuted>()).Error!.Code);
    }

    [Fact]
    public async Task That_failed_says_until_when_its_channel_may_execute_it_all_the_same()
    {
        await When(Ordered(), Dead(), Dead(ordinal: 2));
        StateIs("Failed");
        Assert.Equal(
            Legs.LegStory.Start + Shelf.Find("wechat")!.ResurrectionTime, Sent<RefundExecuted>()[^1].MayReviveUntil);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task That_failed_may_not_be_executed_any_more_when_nothing_was_sent_or_the_money_is_back(bool sent)
    {
        await When(
            Ordered(), sent ? Dead(moved: Nothing with { ToOwnAccount = Amount }) : Dead(neverSent: true),
            Dead(ordinal: 2, neverSent: true));
        Assert.All(Sent<RefundExecuted>(), fact => Assert.Null(fact.MayReviveUntil));
    }

    [Fact]
    public async Task Succeeds_and_is_reconciled_in_one_series_of_versions()
    {
        await When(Ordered(), Paid(), Paid(version: 2, billedOn: new DateOnly(2026, 3, 2)));
        StateIs("Succeeded");
        var fact = Assert.Single(Sent<RefundExecuted>());
        Assert.Equal((1, ExecutionOutcome.Succeeded, Amount), (fact.Version, fact.Outcome, fact.Moved.ByChannel));
        Assert.Equal((2, new DateOnly(2026, 3, 2)),
            (Sent<RefundReconciled>().Single().Version, Sent<RefundReconciled>().Single().BillDate));
    }

    [Fact]
    public async Task Hears_an_older_fact_of_a_leg_and_forgets_it()
    {
        await When(Ordered(), Paid(version: 3), Live(version: 2, waitingFor: "operator"), Dead(version: 1));
        StateIs("Succeeded");
        Assert.Single(Sent<RefundExecuted>());
    }

    [Fact]
    public async Task Numbers_its_facts_after_a_restore_above_all_that_were_told_before_it()
    {
        await When(Ordered(), Live(waitingFor: "operator"));
        Assert.Equal(1, Saga!.Version);
        Gate.Mark(Legs.LegStory.Start + TimeSpan.FromHours(1));
        var paid = Paid(version: 2) with { RestoredAt = Gate.RestoredAt };
        await When(paid);
        Assert.True(Gate.FirstVersion > 1_000_000);
        Assert.Equal([1, Gate.FirstVersion], Sent<RefundExecuted>().Select(f => f.Version));

        var first = Gate.FirstVersion;
        Gate.Mark(Legs.LegStory.Start + TimeSpan.FromHours(2));
        await When(paid with { Version = 3, BilledOn = new DateOnly(2026, 3, 2), RestoredAt = Gate.RestoredAt });
        Assert.True(Gate.FirstVersion > first);
        // the fact once more: gateway waits for whatever is missing before a reconciliation
        Assert.Equal([1, first, Gate.FirstVersion], Sent<RefundExecuted>().Select(f => f.Version));
        Assert.Equal(Gate.FirstVersion + 1, Assert.Single(Sent<RefundReconciled>()).Version);
    }

    [Fact]
    public async Task Forgets_what_was_told_before_a_restore_whatever_its_number()
    {
        Gate.Mark(Legs.LegStory.Start);
        await When(Ordered(), Dead(version: 7));
        StateIs("Executing");
        await When(Paid() with { RestoredAt = Gate.RestoredAt });
        StateIs("Succeeded");
        Assert.Single(Saga!.NewLegs);
    }

    [Fact]
    public async Task Tells_who_must_act_and_when_nobody_must_any_more()
    {
        await When(Ordered(), Live(waitingFor: "channel_funds", claimed: true), Live(version: 2, claimed: true));
        Assert.Equal(["channel_funds", null], Sent<RefundExecuted>().Select(f => f.WaitingFor));
    }

    [Fact]
    public async Task Goes_to_a_payout_when_the_original_route_is_certainly_dead()                   // S176
    {
        await When(Ordered(), Dead());
        StateIs("Executing");
        Assert.Equal([1, 2], Saga!.NewLegs.Select(l => l.Ordinal));
        Assert.Equal(1, Saga.NewLegs.Last().PreviousOrdinal);
        var payout = Assert.Single(Sent<MakePayout>());
        Assert.Equal((ChannelNo.IdOf(SagaId, 2), ChannelNo.For(SagaId, 2), Amount),
            (payout.PayoutId, payout.No, payout.Amount));
        Assert.Equal(("payout", ExecutionOutcome.InProgress),
            (Sent<RefundExecuted>()[^1].Method, Sent<RefundExecuted>()[^1].Outcome));
    }

    [Fact]
    public async Task Books_what_came_to_our_own_account_beside_the_payout()                         // S178
    {
        await When(Ordered(), Dead(moved: Nothing with { ToOwnAccount = Amount }), Paid(ordinal: 2));
        var moved = Sent<RefundExecuted>()[^1].Moved;
        Assert.Equal((Amount, Amount, Amount), (moved.ToOwnAccount, moved.ByPayout, moved.AtPayer));
        StateIs("Succeeded");
    }

    [Fact]
    public async Task Fails_when_every_leg_is_dead_and_no_method_is_left()
    {
        await When(Ordered(), Dead(), Dead(ordinal: 2));
        StateIs("Failed");
        Assert.Equal((ExecutionOutcome.Failed, "channel_refused"),
            (Sent<RefundExecuted>()[^1].Outcome, Sent<RefundExecuted>()[^1].Error!.Code));
    }

    [Fact]
    public async Task Ends_as_returned_when_the_bank_sends_a_payout_back()                           // S162
    {
        await When(Ordered(), Dead(), Paid(ordinal: 2),
            Leg(2, 2, LegStanding.Returned, Nothing with { ByPayout = Amount, Returned = Amount }));
        StateIs("Returned");
        Assert.Equal((ExecutionOutcome.Returned, 0L),
            (Sent<RefundExecuted>()[^1].Outcome, Sent<RefundExecuted>()[^1].Moved.AtPayer.Minor));
    }

    [Fact]
    public async Task Pays_again_by_a_new_attempt_after_a_returned_payout_and_not_by_the_dead_route()
    {
        await When(Ordered(), Dead(), Paid(ordinal: 2),
            Leg(2, 2, LegStanding.Returned, Nothing with { ByPayout = Amount, Returned = Amount }),
            Ordered(attempt: 2));
        StateIs("Executing");
        Assert.Equal((3, "payout", 2),
            (Saga!.NewLegs.Last().Ordinal, Saga.NewLegs.Last().Method, Saga.NewLegs.Last().Attempt));
        Assert.Equal((2, "payout"), (Sent<RefundAccepted>()[^1].Attempt, Sent<RefundAccepted>()[^1].Method));
    }

    [Fact]
    public async Task Starts_no_leg_for_a_new_attempt_while_one_lives_or_paid()
    {
        await When(Ordered(), Ordered(attempt: 2));
        Assert.Single(Saga!.NewLegs);
        await When(Paid(), Ordered(attempt: 3));
        Assert.Single(Saga.NewLegs);
        Assert.Equal((3, ExecutionOutcome.Succeeded),
            (Sent<RefundExecuted>()[^1].Attempt, Sent<RefundExecuted>()[^1].Outcome));
    }

    [Fact]
    public async Task Says_its_last_command_and_fact_again()
    {
        await When(Ordered(), Dead(), Live(ordinal: 2, waitingFor: "payee_data"));
        await When(RepeatLast());
        Assert.Equal(2, Sent<MakePayout>().Count);
        Assert.Equal(Sent<RefundExecuted>()[^2], Sent<RefundExecuted>()[^1]);
    }

    [Fact]
    public async Task Says_with_each_fact_all_that_re_creates_the_refund()
    {
        var order = Ordered() with { MerchantRefundNo = "refund-1" };
        await When(order, Paid());
        var fact = Sent<RefundExecuted>()[^1];
        Assert.Equal(
            (order.Payment, order.Amount, order.Reason, order.MerchantRefundNo),
            (fact.Payment, fact.Amount, fact.Reason, fact.MerchantRefundNo));
    }

    [Fact]
    public async Task Repeats_nothing_that_was_confirmed()
    {
        await When(Ordered(), Paid());
        Assert.NotNull(Saga!.RepeatAt);
        await When(new ExecutionConfirmed(SagaId, 1));
        Assert.Null(Saga.RepeatAt);
    }

    [Fact]
    public async Task Numbers_its_facts_above_what_gateway_remembers()
    {
        await When(Ordered(), Paid(), new ExecutionConfirmed(SagaId, 5));                // we were restored, it was not
        Assert.Equal(6, Sent<RefundExecuted>()[^1].Version);
        Assert.NotNull(Saga!.RepeatAt);
    }
}

public sealed class An_execution_to_be_stopped : ExecutionSpec
{
    [Fact]
    public async Task Asks_its_leg_and_is_stopped_when_no_send_was_claimed()
    {
        await When(Ordered(), StopAsked());
        StateIs("Stopping");
        Assert.Equal(1, Assert.Single(Sent<StopLeg>()).Ordinal);
        await When(Dead(neverSent: true));
        StateIs("Stopped");
        Assert.Single(Sent<ExecutionStopped>());
        Assert.Empty(Sent<RefundExecuted>());
    }

    [Fact]
    public async Task Goes_on_when_a_send_was_claimed_though_that_made_no_new_version()
    {
        await When(Ordered(), StopAsked(), Live(version: 0, claimed: true));
        StateIs("Executing");
        Assert.Single(Sent<StopTooLate>());
    }

    [Fact]
    public async Task Is_too_late_when_the_leg_was_refused_after_a_send_and_another_follows()
    {
        await When(Ordered(), StopAsked(), Dead());
        StateIs("Executing");
        Assert.Single(Sent<StopTooLate>());
        Assert.Single(Sent<MakePayout>());
        await When(StopAsked());
        Assert.Equal(2, Sent<StopTooLate>().Count);
    }

    [Fact]
    public async Task Leaves_a_tombstone_when_the_stop_comes_before_the_order()
    {
        await When(StopAsked(), Ordered(), StopAsked());
        StateIs("Stopped");
        Assert.Equal(3, Sent<ExecutionStopped>().Count);
        Assert.Empty(Saga!.NewLegs);
    }

    [Fact]
    public async Task Says_it_again_to_a_gateway_that_was_restored_and_waits_for_a_fact()
    {
        await When(Ordered(), StopAsked(), Dead(neverSent: true), new RepeatLast(SagaId));
        Assert.Equal([1, 1], Sent<ExecutionStopped>().Select(s => s.Attempt));
    }

    [Fact]
    public async Task Is_executed_by_a_later_attempt()
    {
        await When(StopAsked(), Ordered(attempt: 2));
        StateIs("Executing");
        Assert.Single(Saga!.NewLegs);
    }

    [Fact]
    public async Task Takes_the_original_route_again_when_a_stopped_attempt_is_followed_by_another()
    {
        await When(Ordered(), StopAsked(), Dead(neverSent: true), Ordered(attempt: 2));
        Assert.Equal(["interface", "interface"], Saga!.NewLegs.Select(l => l.Method));
    }

    [Fact]
    public async Task Is_not_called_stopped_by_a_service_that_may_have_forgotten_a_send()
    {
        Gate.Mark(Legs.LegStory.Start + TimeSpan.FromHours(1));
        await When(StopAsked());
        Assert.Empty(Sent<ExecutionStopped>());
        Assert.Single(Sent<StopTooLate>());
        await When(Ordered());
        Assert.Equal(LegStep.Query, Assert.Single(Saga!.NewLegs).Step);
    }
}

public sealed class A_dead_leg_that_pays : ExecutionSpec
{
    [Fact]
    public async Task Settles_the_refund_and_stops_the_payout_that_nobody_claimed()
    {
        await When(Ordered(), Dead(), Paid(version: 2));
        StateIs("Succeeded");
        Assert.Equal(ChannelNo.IdOf(SagaId, 2), Assert.Single(Sent<StopPayout>()).PayoutId);
        await When(Dead(ordinal: 2, neverSent: true));
        StateIs("Succeeded");
        Assert.Null(Saga!.StopOrdinal);
        Assert.Equal(Amount, Sent<RefundExecuted>()[^1].Moved.AtPayer);
    }

    [Fact]
    public async Task Is_recorded_beside_the_payout_when_both_paid_and_a_case_is_opened()
    {
        await When(Ordered(), Dead(), Live(ordinal: 2, claimed: true), Paid(version: 2), Paid(ordinal: 2, version: 2));
        Assert.Empty(Sent<StopPayout>());
        Assert.Equal(1760, Sent<RefundExecuted>()[^1].Moved.AtPayer.Minor);
        Assert.Equal(Cases.CaseKind.BothPaid, Assert.Single(Saga!.NewCases).Kind);
    }

    [Fact]
    public async Task Reopens_a_refund_that_had_failed()
    {
        await When(Ordered(), Dead(), Dead(ordinal: 2), Paid(version: 2));
        StateIs("Succeeded");
        Assert.Equal([ExecutionOutcome.InProgress, ExecutionOutcome.Failed, ExecutionOutcome.Succeeded],
            Sent<RefundExecuted>().Select(f => f.Outcome));
    }

    [Fact]
    public async Task Stops_the_payout_when_it_only_stirs_and_lets_another_follow_when_it_dies_again()
    {
        await When(Ordered(), Dead(), Live(version: 2, claimed: true, revived: true));
        Assert.Single(Sent<StopPayout>());
        await When(Dead(ordinal: 2, neverSent: true), Dead(version: 3));
        Assert.Equal((3, "payout"), (Saga!.NewLegs.Last().Ordinal, Saga.NewLegs.Last().Method));
    }
}

public sealed class A_stopped_attempt_whose_older_leg_stirs : ExecutionSpec
{
    [Fact]
    public async Task Is_told_again_when_that_one_has_died_again()
    {
        await When(Ordered(), Dead(), Dead(ordinal: 2));
        StateIs("Failed");
        await When(Ordered(attempt: 2), StopAsked(attempt: 2), Dead(ordinal: 3, neverSent: true));
        Assert.Single(Sent<ExecutionStopped>());
        await When(Live(version: 2, claimed: true, revived: true));
        Assert.Equal((ExecutionOutcome.InProgress, 2), (Sent<RefundExecuted>()[^1].Outcome, Sent<RefundExecuted>()[^1].Attempt));
        await When(Dead(version: 3));
        StateIs("Stopped");
        Assert.Equal(2, Sent<ExecutionStopped>().Count);
    }
}

public sealed class A_payout_that_people_end : ExecutionSpec
{
    [Fact]
    public async Task Is_stopped_at_the_payout_service_and_the_refund_fails_when_nothing_went_out()
    {
        await When(Ordered(), Dead(), Live(ordinal: 2, version: 2) with { Route = [] });
        Assert.Equal(ChannelNo.IdOf(SagaId, 2), Assert.Single(Sent<StopPayout>()).PayoutId);
        await When(Dead(ordinal: 2, version: 3, neverSent: true) with { Route = [] });
        StateIs("Failed");
    }

    [Fact]
    public async Task Goes_on_when_it_was_claimed()
    {
        await When(Ordered(), Dead(), Live(ordinal: 2, version: 2, claimed: true) with { Route = [] });
        Assert.Empty(Sent<StopPayout>());
        await When(Paid(ordinal: 2, version: 3));
        StateIs("Succeeded");
    }
}
