using System.Net;
using Contracts.Clearing;
using Contracts.Executions;
using Contracts.Payments;
using Contracts.Restores;
using Gateway.Refunds;
using Platform.Testing;

namespace Gateway.Tests.Restores;

[Collection(nameof(OverHttp))]
public sealed class A_gateway_that_was_restored_from_a_copy(GatewayFixture gateway)
{
    [Fact]
    public async Task Re_creates_a_refund_that_it_has_forgotten_from_what_became_of_it()
    {
        var merchant = await gateway.OpenMerchant();
        var fact = Fact(merchant, RefundIds.For(merchant.Id, "r-1"));

        await gateway.Harness.Publish(new RefundReconciled(fact.RefundId, 1, 4, new(2026, 3, 2)));
        await gateway.Harness.Publish(fact);

        var order = await gateway.Harness.Published<SettleDeduction>(s => s.RefundId == fact.RefundId);
        Assert.Equal((10_00, fact.Payment), (order.Moved.ByChannel.Minor, order.Payment));
        await gateway.Harness.Publish(new DeductionSettled(fact.RefundId, 1));
        await gateway.Harness.Published<ExecutionConfirmed>(c => c.RefundId == fact.RefundId && c.Version == 4);
        await Eventually.True(
            async () => (await merchant.Get($"/v1/refunds/{fact.RefundId}")).Text("state") == "succeeded", "it ended");
        var again = await merchant.Refund(fact.Payment!.PaymentId, 10_00, "r-1");
        Assert.Equal((HttpStatusCode.OK, fact.RefundId), (again.Status, again.Id));
        await Eventually.True(
            async () => await gateway.Harness.Database.Scalar<long>(
                $"SELECT refunded FROM payments WHERE id = '{fact.Payment.PaymentId}'") == 10_00, "it is counted");
        await gateway.Harness.Published<PaymentCaptured>(p => p.Payment == fact.Payment);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Shows_what_became_of_a_number_and_not_what_was_asked_under_it_since(bool samePayment)
    {
        var merchant = await gateway.OpenMerchant();
        var fact = Fact(merchant, RefundIds.For(merchant.Id, "r-1"));
        var truth = fact.Payment!.PaymentId;
        var asked = samePayment ? truth : await merchant.Payment();
        if (samePayment) await gateway.Harness.Publish(new PaymentCaptured(fact.Payment));
        await Eventually.True(async () => await Payments(asked, "true"), "the payment is known");
        if (samePayment) await gateway.Harness.Publish(new PaymentCleared(truth, merchant.Id));
        await Eventually.True(async () => await Payments(asked, "cleared_at IS NOT NULL"), "the payment is cleared");
        var refund = await merchant.Refund(asked, 25_00, "r-1");
        await gateway.Harness.Published<DeductRefund>(d => d.RefundId == refund.Id && d.Amount.Minor == 25_00);

        await gateway.Harness.Publish(fact);

        var order = await gateway.Harness.Published<SettleDeduction>(s => s.RefundId == fact.RefundId);
        Assert.Equal((fact.Amount, fact.Payment), (order.Amount, order.Payment));
        await gateway.Harness.Publish(new DeductionSettled(fact.RefundId, 1));
        await Eventually.True(
            async () => (await merchant.Get($"/v1/refunds/{refund.Id}")).Text("state") == "succeeded", "it ended");
        var shown = (await merchant.Get($"/v1/refunds/{refund.Id}")).Json;
        Assert.Equal(10_00, shown.GetProperty("amount").GetProperty("minor").GetInt64());
        Assert.Equal(truth, shown.GetProperty("payment_id").GetGuid());
        await Eventually.True(
            async () => await Payments(truth, "refunded = 1000 AND in_flight = 0 AND parts = 1"), "it is counted");
        Assert.True(samePayment || await Payments(asked, "refunded + in_flight + parts = 0"));
        Assert.Equal(HttpStatusCode.Conflict, (await merchant.Refund(asked, 25_00, "r-1")).Status);
    }

    [Fact]
    public async Task Brings_a_fact_that_does_not_say_what_it_is_about_to_a_person()
    {
        var merchant = await gateway.OpenMerchant();
        var refund = Guid.CreateVersion7();

        await gateway.Harness.Publish(Fact(merchant, refund) with { Payment = null });

        await Eventually.True(
            async () => await gateway.Harness.Database.Scalar<long>($"""
                SELECT count(*) FROM dead_letters WHERE position('{refund}' in convert_from(body, 'UTF8')) > 0
                """) == 1, "it is on the desk");
    }

    private async Task<bool> Payments(Guid payment, string which) => await gateway.Harness.Database.Scalar<long>(
        $"SELECT count(*) FROM payments WHERE id = '{payment}' AND {which}") == 1;

    private static RefundExecuted Fact(TestMerchant merchant, Guid refund) => new(
        refund, 1, 3, ExecutionOutcome.Succeeded, "interface",
        Movements.None("CNY") with { ByChannel = new(10_00, "CNY") }, null, "payer", null, null,
        new(
            Guid.CreateVersion7(), merchant.Id, TestMerchant.NewNo(), new(100_00, "CNY"), new(60, "CNY"), "wechat",
            "1900000109", "42" + TestMerchant.NewNo(), "wallet", new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero)),
        new(10_00, "CNY"), "too small", "r-1");
}

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

        await gateway.Harness.Publish(new RestoredTo(Guid.CreateVersion7(), "clearing", TimeProvider.System.GetUtcNow()));
        await gateway.Harness.Published<DeductRefund>(d => d.RefundId == refund.Id, count: 2);
        await gateway.Harness.Published<PaymentCaptured>(p => p.Payment.PaymentId == payment);

        await gateway.Harness.Publish(new RefundDeducted(refund.Id, 1, new(10_00, "CNY"), new(0, "CNY")));
        await gateway.Harness.Published<ExecuteRefund>(d => d.RefundId == refund.Id);
        await gateway.Harness.Publish(new RestoredTo(Guid.CreateVersion7(), "refund-center", TimeProvider.System.GetUtcNow()));
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
        await gateway.Harness.Publish(new RestoredTo(Guid.CreateVersion7(), "clearing", TimeProvider.System.GetUtcNow()));
        await gateway.Harness.Published<PaymentCaptured>(p => p.Payment.PaymentId == newer);
        Assert.DoesNotContain(gateway.Harness.AllOf<PaymentCaptured>(), p => p.Payment.PaymentId == payment);
    }
}
