using System.Net;
using Contracts.Clearing;
using Contracts.Executions;
using Contracts.Payments;
using Npgsql;

namespace Gateway.Tests.Refunds;

/// <summary>差错退款: a payment that should not be goes back whole (S141–S142).</summary>
[Collection(nameof(OverHttp))]
public sealed class An_error_refund(GatewayFixture gateway)
{
    [Fact]
    public async Task Registers_its_payment_and_gives_all_of_it_back()
    {
        var merchant = await gateway.OpenMerchant();

        var refund = await Ask(merchant, TestMerchant.PaymentBody("order-1"));

        Assert.Equal((HttpStatusCode.Accepted, "duplicate_payment"), (refund.Status, refund.Text("kind")));
        Assert.Equal(100_00, refund.Json.GetProperty("amount").GetProperty("minor").GetInt64());
        var payment = refund.Json.GetProperty("payment_id").GetGuid();
        await gateway.Harness.Published<PaymentCaptured>(p => p.Payment.PaymentId == payment);
        await gateway.Harness.Publish(new PaymentCleared(payment, merchant.Id));
        var order = await gateway.Harness.Published<DeductRefund>(d => d.RefundId == refund.Id);
        await gateway.Harness.Publish(new RefundDeducted(refund.Id, 1, order.Amount, order.Amount with { Minor = 0 }));
        var ordered = await gateway.Harness.Published<ExecuteRefund>(e => e.RefundId == refund.Id);
        Assert.Equal("duplicate_payment", ordered.Kind);
    }

    [Fact]
    public async Task Takes_a_payment_that_is_registered_already_with_its_settlement()
    {
        var merchant = await gateway.OpenMerchant();
        var body = TestMerchant.PaymentBody("order-1").TrimEnd().TrimEnd('}') + ""","settlement":"d0"}""";
        var payment = await merchant.Post("/v1/payments", body);
        Assert.Equal("d0", payment.Text("settlement"));

        var other = await Ask(merchant, body.Replace("d0", "t0", StringComparison.Ordinal));
        var refund = await Ask(merchant, body, kind: "late_payment");

        Assert.Equal(("merchant_payment_no_conflict", "/payment/merchant_payment_no"), (other.Text("code"), other.Text("param")));
        Assert.Equal((HttpStatusCode.Accepted, payment.Id), (refund.Status, refund.Json.GetProperty("payment_id").GetGuid()));
        await gateway.Harness.Published<PaymentCaptured>(p => p.Payment.PaymentId == payment.Id && p.Settlement == "d0");
    }

    [Fact]
    public async Task Has_no_amount_and_only_two_kinds()
    {
        var merchant = await gateway.OpenMerchant();
        var body = Body(TestMerchant.PaymentBody(), "e-1").TrimStart().TrimStart('{');

        var amount = await merchant.Post("/v1/error-refunds", """{"amount":{"minor":1,"currency":"CNY"},""" + body);
        var kind = await merchant.Post("/v1/error-refunds", Body(TestMerchant.PaymentBody(), "e-1", "ordinary"));

        Assert.Equal(("request_invalid", "/amount"), (amount.Text("code"), amount.Text("param")));
        Assert.Equal(("request_invalid", "/kind"), (kind.Text("code"), kind.Text("param")));
        Assert.Equal(0, await gateway.Rows(merchant.Id));
    }

    [Fact]
    public async Task Is_refused_beside_a_part_and_writes_nothing()
    {
        var merchant = await gateway.OpenMerchant();
        var body = TestMerchant.PaymentBody("order-1");
        var payment = (await merchant.Post("/v1/payments", body)).Id;
        var part = await merchant.Refund(payment, 1_00);

        var refused = await Ask(merchant, body);

        Assert.Equal((422, "error_refund_not_whole"), ((int)refused.Status, refused.Text("code")));
        await merchant.Post($"/v1/refunds/{part.Id}/cancel", null);
        Assert.Equal(HttpStatusCode.Accepted, (await Ask(merchant, body)).Status);
    }

    [Fact]
    public async Task Lets_nothing_less_than_the_whole_go_back_ever_after()
    {
        var merchant = await gateway.OpenMerchant();
        var error = await Ask(merchant, TestMerchant.PaymentBody("order-1"));
        var payment = error.Json.GetProperty("payment_id").GetGuid();
        Assert.Equal("error_refund_not_whole", (await merchant.Refund(payment, 1_00)).Text("code"));
        Assert.Equal("amount_exceeds_refundable", (await merchant.Refund(payment, 100_00)).Text("code"));

        await merchant.Post($"/v1/refunds/{error.Id}/cancel", null);

        Assert.Equal("error_refund_not_whole", (await merchant.Refund(payment, 99_99)).Text("code"));
        Assert.Equal(HttpStatusCode.Accepted, (await merchant.Refund(payment, 100_00)).Status);
    }

    [Fact]
    public async Task Is_one_refund_under_its_number_and_no_ordinary_one()
    {
        var merchant = await gateway.OpenMerchant();
        var body = TestMerchant.PaymentBody("order-1");
        var first = await Ask(merchant, body, "e-1");
        var payment = first.Json.GetProperty("payment_id").GetGuid();

        var again = await Ask(merchant, body, "e-1");
        var otherKind = await Ask(merchant, body, "e-1", "late_payment");
        var ordinary = await merchant.Refund(payment, 100_00, "e-1");

        Assert.Equal((HttpStatusCode.Accepted, first.Id), (again.Status, again.Id));
        Assert.Equal("merchant_refund_no_conflict", otherKind.Text("code"));
        Assert.Equal("merchant_refund_no_conflict", ordinary.Text("code"));
    }

    [Fact]
    public async Task Is_admitted_once_of_twenty_at_once()
    {
        var merchant = await gateway.OpenMerchant();
        var body = TestMerchant.PaymentBody("order-1");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Ask(merchant, body, $"e-{n}")));

        Assert.Single(answers, a => a.Status is HttpStatusCode.Accepted);
        Assert.All(
            answers.Where(a => a.Status is not HttpStatusCode.Accepted),
            a => Assert.Equal("error_refund_not_whole", a.Text("code")));
    }

    [Fact]
    public async Task Is_registered_with_nothing_when_it_is_refused()
    {
        var merchant = await gateway.OpenMerchant();
        var body = TestMerchant.PaymentBody("order-1").Replace("2026-01-31", "2016-01-31", StringComparison.Ordinal);

        var refused = await Ask(merchant, body);

        Assert.Equal("refund_window_closed", refused.Text("code"));
        Assert.Equal(0, await gateway.Harness.Database.Scalar<long>(
            $"SELECT count(*) FROM payments WHERE merchant_id = '{merchant.Id}'"));
        Assert.Equal(0, await gateway.Rows(merchant.Id));
    }

    /// <summary>Whatever the code says: the tables do not take it.</summary>
    [Theory]
    [InlineData("UPDATE refunds SET amount_minor = 9999, whole_minor = 9999 WHERE id = '{0}'", "whole_of_its_payment")]
    [InlineData("UPDATE refunds SET amount_minor = 9999 WHERE id = '{0}'", "error_refunds_are_whole")]
    [InlineData("UPDATE refunds SET whole_minor = NULL WHERE id = '{0}'", "error_refunds_are_whole")]
    [InlineData("UPDATE refunds SET needs_parts = true WHERE id = '{0}'", "part_of_its_payment")]
    public async Task Is_kept_whole_by_the_tables(string sql, string constraint)
    {
        var merchant = await gateway.OpenMerchant();
        var error = await Ask(merchant, TestMerchant.PaymentBody());

        var refused = await Assert.ThrowsAsync<PostgresException>(() => gateway.Harness.Database.Execute(
            sql.Replace("{0}", $"{error.Id}", StringComparison.Ordinal)));

        Assert.Equal(constraint, refused.ConstraintName);
    }

    [Fact]
    public async Task Finds_no_way_into_the_tables_beside_a_part()
    {
        var merchant = await gateway.OpenMerchant();
        var payment = await merchant.Payment(cleared: false);
        await merchant.Refund(payment, 1_00);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => gateway.Harness.Database.Execute(
            $"UPDATE payments SET in_parts = false WHERE id = '{payment}'"));

        Assert.Equal("part_of_its_payment", refused.ConstraintName);
    }

    private static Task<TestAnswer> Ask(
        TestMerchant merchant, string payment, string? no = null, string kind = "duplicate_payment") =>
        merchant.Post("/v1/error-refunds", Body(payment, no ?? TestMerchant.NewNo(), kind));

    private static string Body(string payment, string no, string kind = "duplicate_payment") => $$$"""
        {"merchant_refund_no":"{{{no}}}","kind":"{{{kind}}}","reason":"重复支付","payment":{{{payment}}}}
        """;
}
