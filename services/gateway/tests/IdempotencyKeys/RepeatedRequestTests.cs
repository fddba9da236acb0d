using System.Net;

namespace Gateway.Tests.IdempotencyKeys;

[Collection(nameof(OverHttp))]
public sealed class A_request_that_is_repeated(GatewayFixture gateway)
{
    [Fact]
    public async Task Gets_the_same_bytes_again()
    {
        var merchant = await gateway.OpenMerchant();
        var body = TestMerchant.RefundBody(await merchant.Payment(), 10_00);
        var (first, second) = (
            await merchant.Post("/v1/refunds", body, "a-key"), await merchant.Post("/v1/refunds", body, "\"a-key\""));
        Assert.Equal(HttpStatusCode.Accepted, first.Status);
        Assert.Equal((first.Status, first.Body), (second.Status, second.Body));
        Assert.Equal(
            (first.Header("ETag"), first.Header("Location")), (second.Header("ETag"), second.Header("Location")));
        Assert.Null(first.Header("Idempotent-Replayed"));
        Assert.Equal("true", second.Header("Idempotent-Replayed"));
    }

    [Fact]
    public async Task Is_refused_when_its_body_is_another()
    {
        var merchant = await gateway.OpenMerchant();
        var payment = await merchant.Payment();
        await merchant.Refund(payment, 10_00, key: "a-key");
        var second = await merchant.Refund(payment, 10_01, key: "a-key");
        Assert.Equal(
            (HttpStatusCode.UnprocessableEntity, "idempotency_key_reused"), (second.Status, second.Text("code")));
    }

    [Fact]
    public async Task May_use_its_key_again_after_a_refusal()
    {
        var merchant = await gateway.OpenMerchant();
        var payment = await merchant.Payment(paid: 10_00);
        Assert.Equal("amount_exceeds_refundable", (await merchant.Refund(payment, 10_01, key: "a-key")).Text("code"));
        Assert.Equal(HttpStatusCode.Accepted, (await merchant.Refund(payment, 10_00, key: "a-key")).Status);
    }

    [Fact]
    public async Task Does_not_meet_the_key_of_another_merchant()
    {
        var (one, other) = (await gateway.OpenMerchant(), await gateway.OpenMerchant());
        var first = await one.Refund(await one.Payment(), 10_00, key: "a-key");
        var second = await other.Refund(await other.Payment(), 20_00, key: "a-key");
        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (first.Status, second.Status));
        Assert.NotEqual(first.Id, second.Id);
    }

    [Fact]
    public async Task Two_hundred_times_at_once_gives_one_refund()
    {
        var merchant = await gateway.OpenMerchant();
        var body = TestMerchant.RefundBody(await merchant.Payment(), 10_00);
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 200).Select(_ => merchant.Post("/v1/refunds", body, "a-key")));

        var taken = answers.Where(a => a.Status is HttpStatusCode.Accepted).ToList();
        Assert.NotEmpty(taken);
        Assert.Single(taken.Select(a => a.Body).Distinct());
        Assert.Single(taken, a => a.Header("Idempotent-Replayed") is null);
        Assert.All(answers.Except(taken), a =>
        {
            Assert.Equal((HttpStatusCode.Conflict, "idempotency_key_running"), (a.Status, a.Text("code")));
            Assert.Equal("1", a.Header("Retry-After"));
        });
        Assert.Equal(1, await gateway.Harness.Database.Scalar<long>(
            $"SELECT count(*) FROM refunds WHERE merchant_id = '{merchant.Id}'"));
        Assert.Equal(10_00, await gateway.Harness.Database.Scalar<long>(
            $"SELECT in_flight FROM payments WHERE merchant_id = '{merchant.Id}'"));
    }
}
