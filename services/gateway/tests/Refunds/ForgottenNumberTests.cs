using Contracts;
using Contracts.Clearing;
using Contracts.Executions;
using Gateway.Refunds;

namespace Gateway.Tests.Refunds;

/// <summary>The others know a refund of 60.00 under the number under which we were asked for 100.00 again.</summary>
public sealed class A_refund_asked_again_for_something_else_after_a_restore : RefundSpec
{
    private static readonly RefundExecuted Forgotten = Executed(1, ExecutionOutcome.Succeeded, moved: 60_00) with
    {
        Payment = Payment, Amount = new Money(60_00, "CNY"), Reason = "broken", MerchantRefundNo = "refund-1",
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Is_refused_when_clearing_holds_money_for_another_amount(bool waited)
    {
        await Given(waited ? [HandedOn(), Short()] : [HandedOn()]);
        await When(new RefundDeducted(RefundId, 1, new(59_64, "CNY"), new(36, "CNY")));

        StateIs("Rejected");
        Assert.Equal(FailureCodes.NumberConflict, Saga!.ErrorCode);
        Assert.False(FailureCodes.MayBeRetried(Saga.ErrorCode));
        Assert.Empty(Sent<ExecuteRefund>());
    }

    [Fact]
    public async Task Books_nothing_of_what_it_is_not_about()
    {
        await Given(HandedOn(), Deducted(), Accepted());
        await When(Forgotten);

        StateIs("Accepted");
        Assert.Equal(Forgotten, Assert.Single(Sent<RefundForgotten>()).Fact);
        Assert.Empty(Sent<SettleDeduction>());
        Assert.Empty(Sent<ExecutionConfirmed>());
    }

    [Fact]
    public async Task Gives_way_to_the_refund_that_is_executed()
    {
        await Given(HandedOn(), Refused(FailureCodes.NumberConflict));
        await When(new RefundRemembered(Forgotten), Forgotten, Settled(1));

        StateIs("Succeeded");
        var order = Assert.Single(Sent<SettleDeduction>());
        Assert.Equal(new(60_00, "CNY"), order.Amount);
        Assert.Equal(("broken", new Money(60_00, "CNY")), (Saga!.Reason, Saga.Amount));
        Assert.Null(order.FeeGivenBack);
        Assert.Null(Saga.ErrorCode);
    }
}
