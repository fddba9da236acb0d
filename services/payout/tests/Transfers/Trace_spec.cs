using System.Diagnostics;
using Contracts.Payouts;

namespace Payout.Tests.Transfers;

public sealed class A_trace(PayoutWorld world) : IClassFixture<PayoutWorld>
{
    [Fact]
    public async Task Goes_from_the_order_over_the_call_to_the_bank_and_back()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        var order = PayoutWorld.NewOrder();
        await world.PutPayee(order.PaymentId);
        string trace;
        using (var activity = new Activity("order").Start())
        {
            trace = activity.TraceId.ToString();
            await world.Service.Publish(order);
        }
        await world.Told(order, PayoutStatus.Succeeded);
        Assert.Contains(trace, await world.Of<string>(order, "trace_parent"));
        // accepted, sent, succeeded
        Assert.True(world.Service.TracesOf<PayoutChanged>().Count(id => id == trace) >= 3);
    }
}
