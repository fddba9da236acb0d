using Contracts.Payouts;
using RefundCenter.Legs;

namespace RefundCenter.Tests.Executions;

public sealed class A_payout_that_proves_unsent : ExecutionSpec
{
    [Fact]
    public async Task Is_stopped_for_the_leg_that_paid_as_often_as_it_can_be()
    {
        var payout = RefundCenter.Legs.Leg.Open(
            new LegOrder(SagaId, 2, 1, Methods.Payout, Ordered().Payment, Amount, null, false), Legs.LegStory.Start);
        await When(Ordered(), Dead(), Told(1, PayoutStatus.Sent), Paid(version: 2));
        Assert.Empty(Sent<StopPayout>());
        await When(Told(2, PayoutStatus.Accepted));
        Assert.Equal(payout.Id, Assert.Single(Sent<StopPayout>()).PayoutId);
        Assert.Equal(2, Saga!.StopOrdinal);

        // the stop comes too late again, and once more the send never left
        await When(Told(3, PayoutStatus.Sent), Told(4, PayoutStatus.Accepted));
        Assert.Equal(2, Sent<StopPayout>().Count);

        LegMoved Told(int version, PayoutStatus status)
        {
            payout.PayoutTold(new PayoutChanged(
                payout.Id, SagaId, 2, version, status, Nothing.ByPayout, Nothing.Returned, null, null, null),
                Legs.LegStory.Start);
            return LegMoved.Of(payout, null);
        }
    }
}
