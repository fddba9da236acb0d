using Contracts.Clearing;
using Contracts.Executions;
using Gateway.Refunds;

namespace Gateway.Tests.Refunds;

public sealed class A_refund_on_its_way : RefundSpec
{
    [Fact]
    public async Task Is_deducted_before_it_is_executed()
    {
        await Given(HandedOn());
        StateIs("Deducting");
        Assert.Single(Sent<DeductRefund>());
        Assert.Empty(Sent<ExecuteRefund>());
        await When(Deducted());
        StateIs("Executing");
        var order = Assert.Single(Sent<ExecuteRefund>());
        Assert.Equal(new ExecuteRefund(RefundId, 1, Payment, Amount, "too small", "refund-1", order.OrderedAt), order);
        Assert.NotNull(order.OrderedAt);
    }

    [Fact]
    public async Task Ends_when_the_books_stand_where_the_channel_says()
    {
        await Given(HandedOn(), Deducted(), Accepted(), Executed(1, ExecutionOutcome.Succeeded));
        StateIs("Settling");
        await When(Settled(1));
        StateIs("Succeeded");
        Assert.Equal(Amount, Assert.Single(Sent<SettleDeduction>()).Moved.ByChannel);
    }

    [Fact]
    public async Task Waits_for_money_and_goes_on_when_it_is_there()
    {
        await Given(HandedOn(), Short());
        StateIs("Waiting");
        await When(Deducted());
        StateIs("Executing");
    }

    [Fact]
    public async Task Is_rejected_without_anybody_else_hearing_of_it()
    {
        await Given(HandedOn(), Refused());
        StateIs("Rejected");
        Assert.Equal("debt_too_high", Saga!.ErrorCode);
        Assert.Empty(Sent<ExecuteRefund>());
    }

    [Fact]
    public async Task Repeats_its_command_while_nobody_answers_and_decides_nothing()
    {
        await Given(HandedOn(), TimeToAskAgain(), Deducted(), TimeToAskAgain(), TimeToAskAgain());
        StateIs("Executing");
        Assert.Equal(2, Sent<DeductRefund>().Count);
        Assert.Equal(3, Sent<ExecuteRefund>().Count);
        Assert.Empty(Sent<SettleDeduction>());
    }

    [Fact]
    public async Task Takes_an_outcome_that_overtook_the_acceptance()
    {
        await Given(HandedOn(), Deducted(), Executed(1, ExecutionOutcome.Succeeded), Accepted(), Settled(1));
        StateIs("Succeeded");
    }

    [Fact]
    public async Task Tells_clearing_with_every_further_order_what_that_said_of_the_fee()
    {
        await Given(HandedOn(), Deducted(), Accepted(), Executed(1, ExecutionOutcome.Succeeded));

        Assert.Equal(Deducted().FeeGivenBack, Assert.Single(Sent<SettleDeduction>()).FeeGivenBack);
        Assert.Null(Assert.Single(Sent<DeductRefund>()).FeeGivenBack);
        Assert.Equal(Deducted().FeeGivenBack, RefundSteps.DeductRefund(Saga!).FeeGivenBack);
    }

    [Fact]
    public async Task Gives_the_money_back_when_no_leg_can_live()
    {
        await Given(HandedOn(), Deducted(), Accepted(), Executed(1, ExecutionOutcome.Failed), Settled(1));
        StateIs("Failed");
        var order = Assert.Single(Sent<SettleDeduction>());
        Assert.Equal((1, ExecutionOutcome.Failed), (order.OrderNo, order.Outcome));
    }

    [Fact]
    public async Task Shows_who_must_act_while_it_is_in_progress()
    {
        await Given(
            HandedOn(), Deducted(), Accepted(), Executed(1, ExecutionOutcome.InProgress, waitingFor: "payee_data"));
        StateIs("Accepted");
        Assert.Equal("payee_data", Saga!.WaitingFor);
        Assert.Empty(Sent<SettleDeduction>());
    }

    [Fact]
    public async Task Puts_an_answer_that_cannot_be_into_the_error_queue()
    {
        await Given(HandedOn(), Deducted(), Refused());
        StateIs("Executing");
        Assert.True(Faulted<DeductionRefused>());
    }
}

public sealed class A_fact_about_a_refund : RefundSpec
{
    [Fact]
    public async Task Is_confirmed_each_time_and_counts_once()
    {
        await Given(HandedOn(), Deducted(), Accepted(), Executed(1, ExecutionOutcome.Succeeded), Executed(
            1, ExecutionOutcome.Succeeded));
        Assert.Single(Sent<SettleDeduction>());
        Assert.Equal([1, 1], Sent<ExecutionConfirmed>().Select(c => c.Version));
    }

    [Fact]
    public async Task Is_ignored_when_a_newer_one_is_known()
    {
        await Given(HandedOn(), Deducted(), Accepted(), Executed(3, ExecutionOutcome.Succeeded), Executed(
            2, ExecutionOutcome.Failed), Settled(1));
        StateIs("Succeeded");
        Assert.Equal([3, 3], Sent<ExecutionConfirmed>().Select(c => c.Version));
    }

    [Fact]
    public async Task Orders_a_new_target_when_it_contradicts_the_end()
    {
        await Given(HandedOn(), Deducted(), Accepted(), Executed(1, ExecutionOutcome.Failed), Settled(1));
        await When(Executed(2, ExecutionOutcome.Succeeded));
        StateIs("Settling");
        await When(Settled(1));
        StateIs("Settling");                                      // an answer to the former order
        await When(Settled(2));
        StateIs("Succeeded");
        Assert.Equal([1, 2], Sent<SettleDeduction>().Select(o => o.OrderNo));
    }

    [Fact]
    public async Task Is_ordered_above_an_order_that_a_restore_made_us_forget()
    {
        await Given(HandedOn(), Deducted(), Accepted(), Executed(4, ExecutionOutcome.Returned, moved: 0));
        await When(Settled(3));
        StateIs("Settling");
        await When(Settled(4));
        StateIs("Returned");
        Assert.Equal([1, 4], Sent<SettleDeduction>().Select(o => o.OrderNo));
    }

    [Fact]
    public async Task Is_ordered_anew_when_the_books_mean_something_else_by_the_number()
    {
        await Given(HandedOn(), Deducted(), Accepted(), Executed(2, ExecutionOutcome.Succeeded));
        await When(Settled(1) with { Outcome = ExecutionOutcome.Failed, Moved = Movements.None("CNY") });
        StateIs("Settling");
        await When(Settled(2) with { Outcome = ExecutionOutcome.Succeeded, Moved = Saga!.OrderedMoved });
        StateIs("Succeeded");
    }

    [Fact]
    public async Task Moves_the_target_while_the_former_is_being_booked()
    {
        await Given(HandedOn(), Deducted(), Accepted(), Executed(1, ExecutionOutcome.Succeeded), Executed(
            2, ExecutionOutcome.Returned));
        await When(Settled(2));
        StateIs("Returned");
    }

    [Fact]
    public async Task Of_an_older_attempt_ends_the_present_one_when_money_moved()
    {
        await Given(HandedOn(), Deducted(), Accepted(), Executed(1, ExecutionOutcome.Failed), Settled(1), HandedOn(
            2), Deducted(2));
        await When(Executed(2, ExecutionOutcome.Succeeded, attempt: 1), Settled(2));
        StateIs("Succeeded");
    }

    [Fact]
    public async Task Of_an_older_attempt_does_not_end_the_present_one_when_nothing_moved()
    {
        await Given(HandedOn(), Deducted(), Accepted(), Executed(1, ExecutionOutcome.Failed), Settled(1), HandedOn(
            2), Deducted(2));
        await When(Executed(2, ExecutionOutcome.Failed, attempt: 1));
        StateIs("Executing");
        Assert.Equal(2, Sent<ExecutionConfirmed>()[^1].Version);
    }

    [Fact]
    public async Task That_a_leg_may_live_again_puts_an_ended_refund_back_on_its_way()
    {
        await Given(HandedOn(), Deducted(), Accepted(), Executed(1, ExecutionOutcome.Failed), Settled(1));
        await When(Executed(2, ExecutionOutcome.InProgress));
        StateIs("Accepted");
        await When(Executed(3, ExecutionOutcome.Succeeded), Settled(2));
        StateIs("Succeeded");
    }

    [Fact]
    public async Task That_it_is_reconciled_changes_no_money()
    {
        await Given(
            HandedOn(), Deducted(), Accepted(), Executed(1, ExecutionOutcome.Succeeded), Settled(1), Reconciled(2));
        StateIs("Succeeded");
        Assert.Equal(new DateOnly(2026, 3, 2), Saga!.BillDate);
        Assert.Equal(2, Sent<ExecutionConfirmed>()[^1].Version);
        Assert.Single(Sent<SettleDeduction>());
    }

    [Fact]
    public async Task That_it_is_reconciled_is_not_confirmed_before_the_outcome_is_known()
    {
        await Given(HandedOn(), Deducted(), Accepted(), Reconciled(2));
        Assert.Equal(0, Sent<ExecutionConfirmed>()[^1].Version);
        await When(Executed(1, ExecutionOutcome.Succeeded));
        Assert.Equal(2, Sent<ExecutionConfirmed>()[^1].Version);
    }
}

public sealed class A_refund_that_is_cancelled : RefundSpec
{
    [Fact]
    public async Task Before_its_execution_leaves_clearing()
    {
        await Given(HandedOn(), Short(), CancelAsked());
        StateIs("Cancelling");
        Assert.Equal(Payment.MerchantId, Assert.Single(Sent<CancelDeduction>()).MerchantId);
        await When(new DeductionCancelled(RefundId, 1));
        StateIs("Cancelled");
        Assert.Empty(Sent<ExecuteRefund>());
    }

    [Fact]
    public async Task Ignores_a_deduction_that_crossed_the_cancellation()
    {
        await Given(HandedOn(), CancelAsked(), Deducted(), new DeductionCancelled(RefundId, 1));
        StateIs("Cancelled");
        Assert.Empty(Sent<ExecuteRefund>());
    }

    [Fact]
    public async Task After_its_execution_was_ordered_is_stopped_and_settled()
    {
        await Given(HandedOn(), Deducted(), CancelAsked());
        StateIs("Stopping");
        await When(new ExecutionStopped(RefundId, 1), Settled(1));
        StateIs("Cancelled");
        Assert.Equal(ExecutionOutcome.Stopped, Assert.Single(Sent<SettleDeduction>()).Outcome);
        Assert.Empty(Sent<CancelDeduction>());
    }

    [Fact]
    public async Task Too_late_goes_on()
    {
        await Given(HandedOn(), Deducted(), Accepted(), CancelAsked(), new StopTooLate(RefundId, 1));
        StateIs("Accepted");
        Assert.NotNull(Saga!.CancelRefusedAt);
        await When(Executed(1, ExecutionOutcome.Succeeded), Settled(1));
        StateIs("Succeeded");
    }
}

public sealed class A_refund_of_which_a_restored_service_knows_nothing : RefundSpec
{
    [Fact]
    public async Task Is_deducted_again_while_it_moves()
    {
        await Given(HandedOn(), Deducted(), Accepted());
        await When(new RepeatLast(RefundId, "clearing"));
        Assert.Equal(2, Sent<DeductRefund>().Count);
        await When(new RepeatLast(RefundId, "refund-center"));
        Assert.Equal(2, Sent<ExecuteRefund>().Count);
        StateIs("Accepted");
    }

    [Fact]
    public async Task Is_settled_again_when_it_has_ended()
    {
        await Given(HandedOn(), Deducted(), Accepted(), Executed(1, ExecutionOutcome.Succeeded), Settled(
            1), new RepeatLast(RefundId, "clearing"));
        Assert.Equal([1, 1], Sent<SettleDeduction>().Select(o => o.OrderNo));
        Assert.Single(Sent<DeductRefund>());
    }

    [Fact]
    public async Task Never_begins_again_when_it_failed()
    {
        await Given(HandedOn(), Deducted(), Accepted(), Executed(1, ExecutionOutcome.Failed), Settled(1));
        await When(new RepeatLast(RefundId, "clearing"), new RepeatLast(RefundId, "refund-center"));
        Assert.Single(Sent<DeductRefund>());
        Assert.Single(Sent<ExecuteRefund>());
        Assert.Single(Sent<StopExecution>());
    }

    [Fact]
    public async Task Goes_on_when_only_an_older_attempt_failed()
    {
        await Given(HandedOn(), Deducted(), Accepted(), Executed(1, ExecutionOutcome.Failed), Settled(1), HandedOn(
            2), Deducted(2), Executed(2, ExecutionOutcome.Failed, attempt: 1));
        await When(new RepeatLast(RefundId, "refund-center"));
        Assert.Equal([1, 2, 2], Sent<ExecuteRefund>().Select(e => e.Attempt));
        Assert.Empty(Sent<StopExecution>());
    }

    [Fact]
    public async Task Is_cancelled_there_when_it_was_rejected()
    {
        await Given(
            HandedOn(), Refused(), new RepeatLast(RefundId, "clearing"), new RepeatLast(RefundId, "refund-center"));
        Assert.Single(Sent<CancelDeduction>());
        Assert.Single(Sent<DeductRefund>());
        Assert.Empty(Sent<ExecuteRefund>());
    }
}
