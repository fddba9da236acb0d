using Contracts.Clearing;
using Contracts.Executions;
using Contracts.Payments;
using Contracts.Restores;

namespace Gateway.Tests.Restores;

[Collection(nameof(OverHttp))]
public sealed class A_service_that_was_restored_from_a_copy(GatewayFixture gateway)
{
    [Fact]
    public async Task Hears_again_of_every_payment_and_refund_that_changed_since()
    {
        var merchant = await gateway.OpenMerchant();
        var payment = await merchant.Payment();
        var refund = await merchant.Refund(payment, 10_00);
        await gateway.Harness.Published<DeductRefund>(d => d.RefundId == refund.Id);

        await gateway.Harness.Publish(new RestoredTo("clearing", TimeProvider.System.GetUtcNow()));
        await gateway.Harness.Published<DeductRefund>(d => d.RefundId == refund.Id, count: 2);
        await gateway.Harness.Published<PaymentCaptured>(p => p.Payment.PaymentId == payment);

        await gateway.Harness.Publish(new RefundDeducted(refund.Id, 1, new(10_00, "CNY"), new(0, "CNY")));
        await gateway.Harness.Published<ExecuteRefund>(d => d.RefundId == refund.Id);
        await gateway.Harness.Publish(new RestoredTo("refund-center", TimeProvider.System.GetUtcNow()));
        await gateway.Harness.Published<ExecuteRefund>(d => d.RefundId == refund.Id, count: 2);
    }

    [Fact]
    public async Task Hears_nothing_of_what_is_older()
    {
        var merchant = await gateway.OpenMerchant();
        var payment = await merchant.Payment();
        await gateway.Harness.Database.Execute(
            $"UPDATE payments SET updated_at = now() - interval '6 minutes' WHERE id = '{payment}'");
        var newer = await merchant.Payment();
        await gateway.Harness.Publish(new RestoredTo("clearing", TimeProvider.System.GetUtcNow()));
        await gateway.Harness.Published<PaymentCaptured>(p => p.Payment.PaymentId == newer);
        Assert.DoesNotContain(gateway.Harness.AllOf<PaymentCaptured>(), p => p.Payment.PaymentId == payment);
    }
}
