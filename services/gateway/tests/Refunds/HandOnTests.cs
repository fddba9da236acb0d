using Contracts.Clearing;
using Contracts.Executions;

namespace Gateway.Tests.Refunds;

public sealed class Two_merchants_with_unequal_backlogs
{
    [Fact]
    public async Task Take_turns_and_no_more_of_either_are_on_their_way_than_allowed()
    {
        await using var upstream = await Upstream.StartAsync();
        var settings = GatewayFixture.Settings(upstream);
        settings["Gateway:UnansweredAtMost"] = "3";
        var gateway = await GatewayFixture.With(settings, upstream);
        var (large, small) = (await gateway.OpenMerchant(), await gateway.OpenMerchant());
        var payment = await large.Payment(100_00);
        for (var i = 0; i < 20; i++) await large.Refund(payment, 1_00);
        await small.Refund(await small.Payment(), 1_00);

        await gateway.Harness.Published<DeductRefund>(d => d.Payment.MerchantId == small.Id);
        await gateway.Harness.Published<DeductRefund>(d => d.Payment.MerchantId == large.Id, count: 3);
        await Task.Delay(700);
        var onTheirWay = gateway.Harness.AllOf<DeductRefund>().Where(d => d.Payment.MerchantId == large.Id).ToList();
        Assert.Equal(3, onTheirWay.Count);

        // an answer makes room for one
        await gateway.Harness.Publish(new RefundWaiting(onTheirWay[0].RefundId, 1, new(1, "CNY")));
        await gateway.Harness.Published<DeductRefund>(d => d.Payment.MerchantId == large.Id, count: 4);
        await Task.Delay(500);
        Assert.Equal(4, gateway.Harness.AllOf<DeductRefund>().Count(d => d.Payment.MerchantId == large.Id));
        Assert.Empty(gateway.Harness.AllOf<ExecuteRefund>());
        await gateway.DisposeAsync();
    }
}
