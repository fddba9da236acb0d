using Contracts.Clearing;
using Contracts.Executions;

namespace Gateway.Tests.Refunds;

public sealed class A_refund_whose_re_opening_a_restore_made_us_forget : RefundSpec
{
    [Fact]
    public async Task Follows_clearing_to_the_attempt_that_is_deducted()
    {
        await Given(HandedOn());
        await When(Deducted(2));
        StateIs("Executing");
        Assert.Equal(2, Assert.Single(Sent<ExecuteRefund>()).Attempt);
    }

    [Fact]
    public async Task Follows_the_refund_center_to_the_attempt_that_is_executed()
    {
        await Given(HandedOn(), Deducted(), Accepted(2));
        StateIs("Accepted");
        Assert.Equal(2, Saga!.Attempt);
    }

    [Fact]
    public async Task Ends_with_what_clearing_says_of_the_attempt()
    {
        await Given(HandedOn());
        await When(Refused(attempt: 2));
        StateIs("Rejected");
        await When(Deducted(3));
        StateIs("Executing");
        await When(Refused(attempt: 4));
        StateIs("Rejected");
        Assert.Equal(4, Saga!.Attempt);
    }

    [Fact]
    public async Task Waits_for_the_money_of_the_attempt()
    {
        await Given(HandedOn(), Deducted(), Accepted(), Executed(1, ExecutionOutcome.Failed), Settled(1));
        await When(Short(2));
        StateIs("Waiting");
        await When(TimeToAskAgain());
        Assert.Equal((2, null), (Sent<DeductRefund>()[^1].Attempt, Sent<DeductRefund>()[^1].FeeGivenBack));
    }

    [Fact]
    public async Task Is_executed_when_the_attempt_was_deducted_and_nobody_has_heard_more()
    {
        await Given(HandedOn(), Deducted(), Accepted(), Executed(1, ExecutionOutcome.Failed), Settled(1));
        await When(Deducted(2));
        StateIs("Executing");
        Assert.Equal([1, 2], Sent<ExecuteRefund>().Select(e => e.Attempt));
        Assert.Null(Saga!.AcceptedAt);
    }

    [Fact]
    public async Task Is_stopped_and_not_only_given_back_when_it_was_to_be_cancelled()
    {
        await Given(HandedOn(), CancelAsked());
        await When(Short(2));
        StateIs("Cancelling");
        Assert.Equal([1, 2], Sent<CancelDeduction>().Select(c => c.Attempt));

        await When(Deducted(3));
        StateIs("Stopping");
        Assert.Equal(3, Assert.Single(Sent<StopExecution>()).Attempt);
    }

    [Fact]
    public async Task Is_followed_while_the_older_one_is_being_settled()
    {
        await Given(HandedOn(), Deducted(), Accepted(), Executed(1, ExecutionOutcome.Failed));
        StateIs("Settling");
        await When(Deducted(2));
        StateIs("Executing");
        Assert.Equal(2, Assert.Single(Sent<ExecuteRefund>(), e => e.Attempt == 2).Attempt);
        await When(Settled(1));                                   // of the older one
        StateIs("Executing");
        await When(TimeToAskAgain());
        Assert.Equal(2, Sent<ExecuteRefund>()[^1].Attempt);
    }

    [Fact]
    public async Task Waits_or_is_refused_while_the_older_one_is_being_settled()
    {
        await Given(HandedOn(), Deducted(), Accepted(), Executed(1, ExecutionOutcome.Failed));
        await When(Short(2));
        StateIs("Waiting");
        await When(Deducted(2), Executed(2, ExecutionOutcome.Failed, attempt: 2));
        StateIs("Settling");
        await When(Refused(attempt: 3));
        StateIs("Rejected");
        Assert.Equal(3, Saga!.Attempt);
    }

    public static TheoryData<object> AnswersToTheSecond => [Short(2), Deducted(2), Refused(attempt: 2)];

    [Theory]
    [MemberData(nameof(AnswersToTheSecond))]
    public async Task Is_not_gone_on_with_when_the_older_one_turned_out_to_have_paid(object answer)
    {
        await Given(
            HandedOn(), Deducted(), Accepted(), Executed(1, ExecutionOutcome.Failed), Settled(1),
            Executed(2, ExecutionOutcome.Succeeded));
        await When(answer);
        StateIs("Settling");
        Assert.Equal([(1, 1), (2, 1), (3, 2)], Sent<SettleDeduction>().Select(o => (o.OrderNo, o.Attempt)));
        Assert.Single(Sent<ExecuteRefund>());
        await When(Settled(3));
        StateIs("Succeeded");
    }

    [Fact]
    public async Task Is_stopped_when_the_older_one_was_to_be_stopped()
    {
        await Given(HandedOn(), Deducted(), Accepted(), CancelAsked());
        StateIs("Stopping");
        await When(Deducted(2));
        StateIs("Stopping");
        Assert.Equal([1, 2], Sent<StopExecution>().Select(s => s.Attempt));
        await When(Short(3));
        StateIs("Cancelling");
        Assert.Equal(3, Assert.Single(Sent<CancelDeduction>()).Attempt);
    }

    [Fact]
    public async Task Is_rejected_while_the_older_one_was_to_be_stopped_when_its_money_was_refused()
    {
        await Given(HandedOn(), Deducted(), Accepted(), CancelAsked());
        await When(Refused(attempt: 2));
        StateIs("Rejected");
        Assert.Equal(2, Saga!.Attempt);
    }

    [Fact]
    public async Task Is_settled_for_the_attempt_that_a_fact_is_about()
    {
        await Given(HandedOn(), Deducted(), Accepted(), Executed(1, ExecutionOutcome.Failed), Settled(1));
        await When(Executed(3, ExecutionOutcome.Succeeded, attempt: 2));
        Assert.Equal([(1, 1), (2, 2)], Sent<SettleDeduction>().Select(o => (o.OrderNo, o.Attempt)));
    }
}

public sealed class A_refund_whose_end_a_restore_made_us_forget : RefundSpec
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Is_cancelled_when_clearing_says_so(bool waited)
    {
        await Given(waited ? [HandedOn(), Short()] : [HandedOn()]);
        await When(Cancelled());
        StateIs("Cancelled");
        Assert.Empty(Sent<ExecuteRefund>());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Is_settled_when_the_refund_center_says_that_it_was_stopped(int steps)
    {
        await Given([HandedOn(), .. new object[] { Deducted(), Accepted() }.Take(steps)]);
        await When(Stopped());
        StateIs("Settling");
        await When(Settled(1));
        StateIs("Cancelled");
        Assert.Equal(ExecutionOutcome.Stopped, Assert.Single(Sent<SettleDeduction>()).Outcome);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Is_stopped_when_its_money_was_given_back(int steps)
    {
        await Given([HandedOn(), .. new object[] { Deducted(), Accepted() }.Take(steps)]);
        await When(Cancelled());
        StateIs("Stopping");
        Assert.Single(Sent<StopExecution>());
    }

    [Fact]
    public async Task Is_asked_about_at_the_refund_center_when_it_is_too_late_to_cancel_it()
    {
        await Given(HandedOn(), CancelAsked());
        await When(new CancelTooLate(RefundId, 1));
        StateIs("Stopping");
        Assert.Empty(Sent<SettleDeduction>());
        await When(new StopTooLate(RefundId, 1), Executed(1, ExecutionOutcome.Succeeded), Settled(1));
        StateIs("Succeeded");
    }

    [Fact]
    public async Task Goes_on_where_the_refund_center_has_it()
    {
        await Given(HandedOn(), Short());
        await When(Executed(1, ExecutionOutcome.InProgress, waitingFor: "payee_data"));
        StateIs("Accepted");
        await When(CancelAsked());
        StateIs("Stopping");
    }
}
