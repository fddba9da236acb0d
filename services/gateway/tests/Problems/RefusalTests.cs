using System.Net;
using System.Text;

namespace Gateway.Tests.Problems;

/// <summary>Bad input: each refusal has its code and leaves no row behind.</summary>
[Collection(nameof(OverHttp))]
public sealed class A_request_that_is_refused(GatewayFixture gateway)
{
    [Theory]
    [InlineData("not json at all", "body_malformed", null)]
    [InlineData("""{"merchant_refund_no":"r","merchant_refund_no":"s"}""", "body_malformed", null)]
    [InlineData("""[]""", "request_invalid", " malformed")]
    [InlineData("""{}""", "request_invalid", "/merchant_refund_no missing")]
    [InlineData("""{"merchant_refund_no":"r","payment_id":"ID","amount":{"minor":1,"currency":"CNY"},"extra":1}""", "request_invalid", "/extra unknown")]
    [InlineData("""{"merchant_refund_no":"r","payment_id":"ID","amount":{"minor":1,"currency":"CNY","x":1}}""", "request_invalid", "/amount/x unknown")]
    [InlineData("""{"merchant_refund_no":"r","payment_id":"ID","amount":{"currency":"CNY"}}""", "request_invalid", "/amount/minor missing")]
    [InlineData("""{"merchant_refund_no":"r","payment_id":"ID","amount":{"minor":1}}""", "request_invalid", "/amount/currency missing")]
    [InlineData("""{"merchant_refund_no":"r","payment_id":"ID","amount":{"minor":1.0,"currency":"CNY"}}""", "request_invalid", "/amount/minor malformed")]
    [InlineData("""{"merchant_refund_no":"r","payment_id":"ID","amount":{"minor":1e2,"currency":"CNY"}}""", "request_invalid", "/amount/minor malformed")]
    [InlineData("""{"merchant_refund_no":"r","payment_id":"ID","amount":{"minor":-0,"currency":"CNY"}}""", "request_invalid", "/amount/minor malformed")]
    [InlineData("""{"merchant_refund_no":"r","payment_id":"ID","amount":{"minor":"1","currency":"CNY"}}""", "request_invalid", "/amount/minor malformed")]
    [InlineData("""{"merchant_refund_no":"r","payment_id":"ID","amount":{"minor":0,"currency":"CNY"}}""", "request_invalid", "/amount/minor not_positive")]
    [InlineData("""{"merchant_refund_no":"r","payment_id":"ID","amount":{"minor":-5,"currency":"CNY"}}""", "request_invalid", "/amount/minor not_positive")]
    [InlineData("""{"merchant_refund_no":"r","payment_id":"ID","amount":{"minor":99999999999999999999999,"currency":"CNY"}}""", "request_invalid", "/amount/minor too_large")]
    [InlineData("""{"merchant_refund_no":"r","payment_id":"ID","amount":{"minor":1,"currency":"cny"}}""", "request_invalid", "/amount/currency currency_unknown")]
    [InlineData("""{"merchant_refund_no":"r","payment_id":"ID","amount":{"minor":1,"currency":"XXX"}}""", "request_invalid", "/amount/currency currency_unknown")]
    [InlineData("""{"merchant_refund_no":"r","payment_id":"ID","amount":null}""", "request_invalid", "/amount malformed")]
    [InlineData("""{"merchant_refund_no":"","payment_id":"ID","amount":{"minor":1,"currency":"CNY"}}""", "request_invalid", "/merchant_refund_no malformed")]
    [InlineData("""{"merchant_refund_no":"a\u0000b","payment_id":"ID","amount":{"minor":1,"currency":"CNY"}}""", "request_invalid", "/merchant_refund_no malformed")]
    [InlineData("""{"merchant_refund_no":"\ud800","payment_id":"ID","amount":{"minor":1,"currency":"CNY"}}""", "request_invalid", "/merchant_refund_no malformed")]
    [InlineData("""{"merchant_refund_no":"LONG","payment_id":"ID","amount":{"minor":1,"currency":"CNY"}}""", "request_invalid", "/merchant_refund_no too_long")]
    [InlineData("""{"merchant_refund_no":"r","amount":{"minor":1,"currency":"CNY"}}""", "request_invalid", "/payment_id missing")]
    [InlineData("""{"merchant_refund_no":"r","payment_id":"ID","merchant_payment_no":"p","amount":{"minor":1,"currency":"CNY"}}""", "request_invalid", "/payment_id contradiction")]
    [InlineData("""{"merchant_refund_no":"r","payment_id":"7","amount":{"minor":1,"currency":"CNY"}}""", "request_invalid", "/payment_id malformed")]
    [InlineData("""{"merchant_refund_no":"r","payment_id":"ID","amount":{"minor":1,"currency":"CNY"},"reason":"card 6222 0212 3456 7894"}""", "request_invalid", "/reason card_number")]
    [InlineData("""{"merchant_refund_no":"r","payment_id":"ID","amount":{"minor":1,"currency":"CNY"},"metadata":{"a[b]":"c"}}""", "request_invalid", "/metadata/a[b] malformed")]
    [InlineData("""{"merchant_refund_no":"r","payment_id":"ID","amount":{"minor":1,"currency":"CNY"},"metadata":{"a":{"b":{"c":{"d":{"e":{"f":{"g":{"h":1}}}}}}}}}""", "body_malformed", null)]
    public async Task For_its_body_says_which_member_is_wrong(string template, string code, string? error)
    {
        var merchant = await gateway.OpenMerchant();
        var payment = await merchant.Payment();
        var body = template.Replace("\"ID\"", $"\"{payment}\"", StringComparison.Ordinal).Replace(
            "LONG", new string('x', 65), StringComparison.Ordinal);
        var answer = await merchant.Post("/v1/refunds", body);
        await IsProblem(answer, HttpStatusCode.BadRequest, code, merchant);
        if (error is not null)
            Assert.Contains(error, answer.Json.GetProperty("errors").EnumerateArray()
                .Select(e => $"{e.GetProperty("pointer").GetString()} {e.GetProperty("code").GetString()}"));
    }

    [Fact]
    public async Task For_its_size()
    {
        var merchant = await gateway.OpenMerchant();
        var answer = await merchant.Post("/v1/refunds", $$"""{"x":"{{new string('x', 65 * 1024)}}"}""");
        await IsProblem(answer, HttpStatusCode.RequestEntityTooLarge, "body_too_large", merchant);
    }

    [Fact]
    public async Task For_too_many_pairs_of_metadata()
    {
        var merchant = await gateway.OpenMerchant();
        var pairs = string.Join(',', Enumerable.Range(0, 51).Select(i => $"\"k{i}\":\"v\""));
        var body = TestMerchant.RefundBody(
            await merchant.Payment(), 1).TrimEnd()[..^1] + ",\"metadata\":{" + pairs + "}}";
        var answer = await merchant.Post("/v1/refunds", body);
        await IsProblem(answer, HttpStatusCode.BadRequest, "request_invalid", merchant);
        Assert.Equal("too_many", answer.Json.GetProperty("errors")[0].GetProperty("code").GetString());
    }

    [Theory]
    [InlineData(null, "idempotency_key_missing")]
    [InlineData("white space", "idempotency_key_malformed")]
    [InlineData("\"\"", "idempotency_key_malformed")]
    public async Task For_its_idempotency_key(string? key, string code)
    {
        var merchant = await gateway.OpenMerchant();
        await IsProblem(
            await merchant.Refund(await merchant.Payment(), 1_00, key: key), HttpStatusCode.BadRequest, code, merchant);
    }

    [Fact]
    public async Task For_its_media_type()
    {
        var merchant = await gateway.OpenMerchant();
        var request = merchant.Request(HttpMethod.Post, "/v1/refunds");
        request.Content = new StringContent(
            TestMerchant.RefundBody(await merchant.Payment(), 1), Encoding.UTF8, "text/plain");
        await IsProblem(
            await merchant.Send(request), HttpStatusCode.UnsupportedMediaType, "media_type_unsupported", merchant);
    }

    [Fact]
    public async Task For_a_payment_of_another_merchant()
    {
        var (one, other) = (await gateway.OpenMerchant(), await gateway.OpenMerchant());
        var payment = await one.Payment();
        await IsProblem(await other.Refund(payment, 1_00), HttpStatusCode.NotFound, "payment_not_found", other);
        await IsProblem(
            await other.Get($"/v1/payments/{payment}"), HttpStatusCode.NotFound, "payment_not_found", other);
        await IsProblem(
            await other.Refund(Guid.CreateVersion7(), 1_00), HttpStatusCode.NotFound, "payment_not_found", other);
    }

    [Fact]
    public async Task For_a_refund_of_another_merchant()
    {
        var (one, other) = (await gateway.OpenMerchant(), await gateway.OpenMerchant());
        var refund = await one.Refund(await one.Payment(), 1_00);
        await IsProblem(
            await other.Get($"/v1/refunds/{refund.Id}"), HttpStatusCode.NotFound, "refund_not_found", other);
        await IsProblem(await other.Post(
            $"/v1/refunds/{refund.Id}/cancel", null), HttpStatusCode.NotFound, "refund_not_found", other);
        Assert.Equal(0, (await other.Get("/v1/refunds")).Json.GetProperty("data").GetArrayLength());
    }

    [Fact]
    public async Task For_a_webhook_endpoint_that_it_does_not_have()
    {
        var merchant = await gateway.OpenMerchant();
        var answer = await merchant.Send(
            merchant.Request(HttpMethod.Delete, $"/v1/webhook-endpoints/{Guid.CreateVersion7()}"));
        await IsProblem(answer, HttpStatusCode.NotFound, "not_found", merchant);
    }

    [Fact]
    public async Task For_a_rule_of_money()
    {
        var merchant = await gateway.OpenMerchant("channel_final", "wechat", "other");
        var dollars = await merchant.Post(
            "/v1/refunds", TestMerchant.RefundBody(await merchant.Payment(), 1, currency: "USD"));
        await IsProblem(dollars, HttpStatusCode.UnprocessableEntity, "currency_mismatch", merchant);
        var late = await merchant.Payment(capturedAt: TimeProvider.System.GetUtcNow().AddDays(-1096));
        await IsProblem(
            await merchant.Refund(late, 1_00), HttpStatusCode.UnprocessableEntity, "refund_window_closed", merchant);
        var tooMuch = await merchant.Refund(await merchant.Payment(10_00), 10_01);
        await IsProblem(tooMuch, HttpStatusCode.UnprocessableEntity, "amount_exceeds_refundable", merchant);
        var closed = await merchant.Payment(channel: "never-opened");
        await IsProblem(
            await merchant.Refund(closed, 1_00), HttpStatusCode.UnprocessableEntity, "channel_not_opened", merchant);
    }

    [Theory]
    [InlineData("/v1/refunds?limit=0", "?limit malformed")]
    [InlineData("/v1/refunds?limit=101", "?limit malformed")]
    [InlineData("/v1/refunds?state=perhaps", "?state malformed")]
    [InlineData("/v1/refunds?after=x", "?after malformed")]
    [InlineData("/v1/refunds?page=2", "?page unknown")]
    public async Task For_its_query(string path, string error)
    {
        var merchant = await gateway.OpenMerchant();
        var answer = await merchant.Get(path);
        await IsProblem(answer, HttpStatusCode.BadRequest, "request_invalid", merchant);
        var first = answer.Json.GetProperty("errors")[0];
        Assert.Equal(error, $"{first.GetProperty("pointer").GetString()} {first.GetProperty("code").GetString()}");
    }

    [Fact]
    public async Task For_an_address_or_method_that_does_not_exist()
    {
        var merchant = await gateway.OpenMerchant();
        await IsProblem(await merchant.Get("/v1/nothing"), HttpStatusCode.NotFound, "route_not_found", merchant);
        var answer = await merchant.Send(merchant.Request(HttpMethod.Delete, "/v1/refunds"));
        await IsProblem(answer, HttpStatusCode.MethodNotAllowed, "method_not_allowed", merchant);
    }

    [Fact]
    public async Task Is_told_so_in_Chinese_to_whom_reads_it()
    {
        var merchant = await gateway.OpenMerchant();
        var request = merchant.Request(HttpMethod.Get, $"/v1/refunds/{Guid.CreateVersion7()}");
        request.Headers.AcceptLanguage.ParseAdd("zh-CN,zh;q=0.9");
        Assert.Equal("退款单不存在。", (await merchant.Send(request)).Text("title"));
    }

    [Fact]
    public async Task For_a_refund_that_ended_when_it_is_to_be_cancelled()
    {
        var merchant = await gateway.OpenMerchant();
        var refund = await merchant.Refund(await merchant.Payment(cleared: false), 1_00);
        await gateway.Harness.Database.Execute($"UPDATE refunds SET state = 'Succeeded' WHERE id = '{refund.Id}'");
        var answer = await merchant.Post($"/v1/refunds/{refund.Id}/cancel", null);
        Assert.Equal((HttpStatusCode.Conflict, "refund_not_cancellable"), (answer.Status, answer.Text("code")));
    }

    private async Task IsProblem(TestAnswer answer, HttpStatusCode status, string code, TestMerchant merchant)
    {
        Assert.Equal((status, code), (answer.Status, answer.Text("code")));
        Assert.StartsWith("application/problem+json", answer.Header("Content-Type"), StringComparison.Ordinal);
        Assert.All(
            new[] { "type", "title", "instance", "request_id", "doc_url" }, name => Assert.NotEmpty(answer.Text(name)));
        Assert.Equal(0, await gateway.Rows(merchant.Id));
    }
}
