using System.Net;
using Contracts.Payments;
using Platform.Testing;

namespace Gateway.Tests.Payments;

[Collection(nameof(OverHttp))]
public sealed class A_payment_that_is_registered(GatewayFixture gateway)
{
    private const string Payee = """{"name":"张三","account":"6222021234567894","bank_code":"102100099996"}""";

    [Fact]
    public async Task Is_said_to_clearing_until_it_is_cleared()
    {
        var merchant = await gateway.OpenMerchant();
        var answer = await merchant.Post("/v1/payments", TestMerchant.PaymentBody());
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        await gateway.Harness.Published<PaymentCaptured>(p => p.Payment.PaymentId == answer.Id);
        await gateway.Harness.Published<PaymentCaptured>(p => p.Payment.PaymentId == answer.Id, count: 2);
        await gateway.Harness.Publish(new PaymentCleared(answer.Id, merchant.Id));
        await Eventually.True(
            async () =>
                (await merchant.Get($"/v1/payments/{answer.Id}")).Json.TryGetProperty("cleared_at", out _), "cleared");
        Assert.Equal(0, await gateway.Harness.Database.Scalar<long>(
            $"SELECT count(*) FROM payments WHERE id = '{answer.Id}' AND repeat_at IS NOT NULL"));
    }

    [Fact]
    public async Task Twice_is_one_payment_and_with_other_facts_a_conflict()
    {
        var merchant = await gateway.OpenMerchant();
        var body = TestMerchant.PaymentBody("order-1");
        var (first, again) = (await merchant.Post("/v1/payments", body), await merchant.Post("/v1/payments", body));
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.Status, again.Status));
        Assert.Equal(first.Id, again.Id);
        var other = await merchant.Post("/v1/payments", body.Replace("10000", "10001", StringComparison.Ordinal));
        Assert.Equal((HttpStatusCode.Conflict, "merchant_payment_no_conflict"), (other.Status, other.Text("code")));
    }

    [Fact]
    public async Task Twenty_times_at_once_is_one_payment()
    {
        var merchant = await gateway.OpenMerchant();
        var body = TestMerchant.PaymentBody("order-1");
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => merchant.Post("/v1/payments", body)));
        Assert.Single(answers, a => a.Status is HttpStatusCode.Created);
        Assert.Equal(19, answers.Count(a => a.Status is HttpStatusCode.OK));
    }

    [Fact]
    public async Task Sends_payee_data_straight_to_the_vault_and_keeps_none()
    {
        var merchant = await gateway.OpenMerchant();
        var answer = await merchant.Post("/v1/payments", TestMerchant.PaymentBody(payee: Payee));
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        var heard = Assert.Single(gateway.Upstream.All, h => h.Path == $"/internal/vault/payees/{answer.Id}");
        Assert.Equal(("PUT", merchant.Id.ToString()), (heard.Method, heard.Headers["X-Platform-Owner"]));
        Assert.Equal("6222021234567894", JsonDocument.Parse(heard.Body).RootElement.GetProperty("account").GetString());
        Assert.DoesNotContain("6222021234567894", answer.Body, StringComparison.Ordinal);
        await gateway.Harness.Published<PaymentCaptured>(p => p.Payment.PaymentId == answer.Id);
        Assert.Equal(0, await gateway.Harness.Database.Scalar<long>(
            $"SELECT count(*) FROM idempotency_keys WHERE position('6222021234567894' in convert_from(body, 'UTF8')) > 0"));
    }

    [Fact]
    public async Task Is_not_registered_when_the_vault_does_not_answer()
    {
        var merchant = await gateway.OpenMerchant();
        gateway.Upstream.Status = 500;
        try
        {
            var answer = await merchant.Post("/v1/payments", TestMerchant.PaymentBody("order-1", payee: Payee));
            Assert.Equal(
                (HttpStatusCode.ServiceUnavailable, "service_unavailable"), (answer.Status, answer.Text("code")));
            gateway.Upstream.Status = 422;
            answer = await merchant.Post("/v1/payments", TestMerchant.PaymentBody("order-1", payee: Payee));
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "payee_refused"), (answer.Status, answer.Text("code")));
        }
        finally
        {
            gateway.Upstream.Status = 200;
        }
        Assert.Equal(0, await gateway.Harness.Database.Scalar<long>(
            $"SELECT count(*) FROM payments WHERE merchant_id = '{merchant.Id}'"));
        Assert.Equal(0, await gateway.Rows(merchant.Id));
    }

    [Fact]
    public async Task Can_be_given_its_payee_later()
    {
        var merchant = await gateway.OpenMerchant();
        var payment = await merchant.Payment();
        var answer = await merchant.Send(merchant.Request(HttpMethod.Put, $"/v1/payments/{payment}/payee", Payee));
        Assert.Equal(HttpStatusCode.NoContent, answer.Status);
        Assert.Contains(gateway.Upstream.All, h => h.Path == $"/internal/vault/payees/{payment}");
        var other = await gateway.OpenMerchant();
        var refused = await other.Send(other.Request(HttpMethod.Put, $"/v1/payments/{payment}/payee", Payee));
        Assert.Equal("payment_not_found", refused.Text("code"));
    }

    [Fact]
    public async Task Elsewhere_is_learned_from_its_message()
    {
        var merchant = await gateway.OpenMerchant();
        var facts = new PaymentFacts(
            Guid.CreateVersion7(), merchant.Id, "order-9", new(
                50_00, "CNY"), new(30, "CNY"), "wechat", "1900000109", "42" + TestMerchant.NewNo(), "card",
            TimeProvider.System.GetUtcNow());
        await gateway.Harness.Publish(new PaymentCaptured(facts));
        await Eventually.True(
            async () => (await merchant.Get(
                $"/v1/payments/{facts.PaymentId}")).Status is HttpStatusCode.OK, "the payment is known");
        await gateway.Harness.Publish(new PaymentCaptured(facts));
        await gateway.Harness.Publish(new PaymentCaptured(facts with { Paid = new(51_00, "CNY") }));
        await IsOnTheDesk(facts.PaymentId, "other facts go to the error queue");
        var again = facts with { PaymentId = Guid.CreateVersion7(), MerchantPaymentNo = "order-10" };
        await gateway.Harness.Publish(new PaymentCaptured(again));
        await IsOnTheDesk(again.PaymentId, "the channel's payment under another number goes to the error queue");
        Assert.Equal("payment_not_found", (await merchant.Get($"/v1/payments/{again.PaymentId}")).Text("code"));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Under_another_number_is_refused_whoever_asks(bool sameMerchant)
    {
        var first = await gateway.OpenMerchant();
        var second = sameMerchant ? first : await gateway.OpenMerchant();
        var channelNo = "42" + TestMerchant.NewNo();
        await first.Post("/v1/payments", TestMerchant.PaymentBody(channelNo: channelNo));
        var rows = await Written();

        foreach (var payee in new[] { null, Payee })
        {
            var heard = gateway.Upstream.All.Count;
            var answer = await second.Post("/v1/payments", TestMerchant.PaymentBody(channelNo: channelNo, payee: payee));
            Assert.Equal((HttpStatusCode.Conflict, "channel_payment_conflict"), (answer.Status, answer.Text("code")));
            Assert.Equal(heard, gateway.Upstream.All.Count);      // its payee did not reach the vault
        }

        Assert.Equal(rows, await Written());

        Task<long> Written() => gateway.Harness.Database.Scalar<long>($"""
            SELECT (SELECT count(*) FROM payments WHERE merchant_id = '{second.Id}')
                 + (SELECT count(*) FROM idempotency_keys WHERE merchant_id = '{second.Id}')
            """);
    }

    [Fact]
    public async Task Under_twenty_numbers_at_once_is_registered_once()
    {
        var merchants = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => gateway.OpenMerchant()));
        var channelNo = "42" + TestMerchant.NewNo();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            n => merchants[n % 4].Post("/v1/payments", TestMerchant.PaymentBody(channelNo: channelNo))));

        Assert.Single(answers, a => a.Status is HttpStatusCode.Created);
        Assert.Equal(19, answers.Count(a => a.Status is HttpStatusCode.Conflict));
    }

    private Task IsOnTheDesk(Guid payment, string why) => Eventually.True(
        async () => await gateway.Harness.Database.Scalar<long>($"""
            SELECT count(*) FROM dead_letters
            WHERE source LIKE '%gateway-payments%' AND position('{payment}' in convert_from(body, 'UTF8')) > 0
            """) == 1, why);
}
