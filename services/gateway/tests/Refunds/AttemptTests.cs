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
    public async Task Is_settled_for_the_attempt_that_a_fact_is_about()
    {
        await Given(HandedOn(), Deducted(), Accepted(), Executed(1, ExecutionOutcome.Failed), Settled(1));
        await When(Executed(3, ExecutionOutcome.Succeeded, attempt: 2));
        Assert.Equal([(1, 1), (2, 2)], Sent<SettleDeduction>().Select(o => (o.OrderNo, o.Attempt)));
    }
}
