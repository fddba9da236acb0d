using Contracts.Accounting;
using Contracts.Clearing;

namespace Clearing.Tests.Queue;

[Collection(nameof(OneService))]
public sealed class A_refund_whose_merchant_is_short(ClearingFixture clearing) : ClearingSpec(clearing.Harness)
{
    [Fact]
    public async Task Waits_and_gateway_is_told()
    {
        await Given(Deduct());
        await When(Short(missing: 10_00));

        Assert.Equal(new RefundWaiting(RefundId, 1, Cny(10_00)), await Sent<RefundWaiting>());
        await RefundIs("Waiting");
        await When(Deduct());
        Assert.Equal(Cny(10_00), (await Sent<RefundWaiting>(2)).Missing);
    }

    [Fact]
    public async Task Tries_again_when_enough_money_arrived()
    {
        await Given(Deduct(40_00), Short());
        await When(new FundsArrived(Payment.MerchantId, Cny(39_76)));

        await Sent<HoldFunds>(2);
        await When(Held());
        await Sent<RefundDeducted>();
        Assert.False(await IsQueued());
    }

    [Fact]
    public async Task Goes_on_waiting_when_what_arrived_is_not_enough()
    {
        await Given(Deduct(40_00), Short());
        await When(new FundsArrived(Payment.MerchantId, Cny(39_75)));

        await SentExactly<HoldFunds>(1);
    }

    [Fact]
    public async Task Keeps_its_place_when_the_money_went_elsewhere()
    {
        await Given(Deduct(40_00), Short(), new FundsArrived(Payment.MerchantId, Cny(50_00)));
        await Sent<HoldFunds>(2);
        var since = await Since();
        await When(Short());

        await RefundIs("Waiting");
        Assert.Equal(since, await Since());
    }

    [Fact]
    public async Task Leaves_what_is_not_enough_for_it_to_a_smaller_one()
    {
        var small = Guid.CreateVersion7();
        await Given(Deduct(40_00), Short(30_00), Deduct(10_00, refund: small), new FundsShort(small, 1, Cny(9_00)));
        await Given(new FundsArrived(Payment.MerchantId, Cny(50_00)));
        await Sent<HoldFunds>(2);
        var tries = Service.AllOf<HoldFunds>().Count(h => h.RefundId == small);
        await When(Short(missing: 24_76));                                     // 15.00 are there

        await Service.Published<HoldFunds>(h => h.RefundId == small, tries + 1);
    }

    [Fact]
    public async Task Makes_newcomers_stand_in_line_once_it_was_passed_often_enough()
    {
        await Given(Deduct(40_00), Short());
        await Service.Database.Execute($"UPDATE waiting_refunds SET passes = 16 WHERE refund_id = '{RefundId}'");
        var newcomer = Guid.CreateVersion7();
        await When(Deduct(1_00, refund: newcomer));

        await Service.Published<RefundWaiting>(w => w.RefundId == newcomer);
        Assert.DoesNotContain(Service.AllOf<HoldFunds>(), h => h.RefundId == newcomer);

        await When(Held());                                                    // the first is served: the next one asks
        await Service.Published<HoldFunds>(h => h.RefundId == newcomer);
    }

    [Fact]
    public async Task Makes_way_for_the_next_one_when_it_is_cancelled_while_it_tries()
    {
        await Given(Deduct(40_00), Short());
        await Service.Database.Execute($"UPDATE waiting_refunds SET passes = 16 WHERE refund_id = '{RefundId}'");
        var next = Guid.CreateVersion7();
        await Given(Deduct(1_00, refund: next), new FundsArrived(Payment.MerchantId, Cny(50_00)));
        await Sent<HoldFunds>(2);
        await When(Cancel(), HoldCancelled());

        await Sent<DeductionCancelled>();
        Assert.False(await IsQueued());
        await Service.Published<HoldFunds>(h => h.RefundId == next);
    }

    [Fact]
    public async Task Is_passed_by_a_newcomer_while_that_is_allowed()
    {
        await Given(Deduct(40_00), Short());
        var newcomer = Guid.CreateVersion7();
        await When(Deduct(1_00, refund: newcomer));

        await Service.Published<HoldFunds>(h => h.RefundId == newcomer);
        var passes = await Service.Database.Scalar<int>(
            $"SELECT passes FROM waiting_refunds WHERE refund_id = '{RefundId}'");
        Assert.Equal(1, passes);
    }

    private Task<DateTime> Since() =>
        Service.Database.Scalar<DateTime>($"SELECT since FROM waiting_refunds WHERE refund_id = '{RefundId}'");
}
