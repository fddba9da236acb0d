using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Contracts.Payments;
using Gateway.Signing;

namespace Gateway.Tests;

/// <summary>A merchant's server: signs and sends requests, and reads answers.</summary>
public sealed class TestMerchant(GatewayFixture gateway, Guid id, RequestSigner signer, string apiKey)
{
    private static int numbers;

    public Guid Id => id;

    public RequestSigner Signer => signer;

    public string ApiKey => apiKey;

    public static string NewNo() => $"no-{Interlocked.Increment(ref numbers)}-{Guid.CreateVersion7():N}";

    public static ByteArrayContent Json(string body)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    public HttpRequestMessage Request(HttpMethod method, string path, string? body = null, string? key = "new")
    {
        var request = new HttpRequestMessage(
            method, new Uri(gateway.Harness.Address, path)) { Content = body is null ? null : Json(body) };
        if (method == HttpMethod.Post && key is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key == "new" ? NewNo() : key);
        return request;
    }

    public async Task<TestAnswer> Send(HttpRequestMessage request, bool sign = true)
    {
        if (sign) await signer.Sign(request);
        using var response = await gateway.Http.SendAsync(request);
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        return new TestAnswer(response.StatusCode, await response.Content.ReadAsStringAsync(), headers);
    }

    public Task<TestAnswer> Post(string path, string? body, string? key = "new") =>
        Send(Request(HttpMethod.Post, path, body, key));

    public Task<TestAnswer> Get(string path) => Send(Request(HttpMethod.Get, path));

    /// <summary>A payment that clearing has cleared, in the table.</summary>
    public async Task<Guid> Payment(
        long paid = 100_00, bool cleared = true, string channel = "wechat", DateTimeOffset? capturedAt = null)
    {
        var paymentId = Guid.CreateVersion7();
        await gateway.Harness.Run(unit =>
        {
            var now = TimeProvider.System.GetUtcNow();
            var payment = NewPayment(paymentId, paid, channel, capturedAt ?? now.AddMinutes(-1), now);
            if (cleared) payment.Clear(now);
            unit.Db.Add(payment);
            return Task.CompletedTask;
        });
        return paymentId;
    }

    public Task<TestAnswer> Refund(Guid payment, long minor, string? no = null, string? key = "new") =>
        Post("/v1/refunds", RefundBody(payment, minor, no), key);

    public static string RefundBody(Guid payment, long minor, string? no = null, string currency = "CNY") => $$$"""
        {"merchant_refund_no":"{{{no ?? NewNo()}}}","payment_id":"{{{payment}}}","amount":{"minor":{{{minor}}},"currency":"{{{currency}}}"}}
        """;

    public static string PaymentBody(
        string? no = null, string channel = "wechat", string? payee = null, string? channelNo = null) => $$$"""
        {"merchant_payment_no":"{{{no ?? NewNo()}}}","paid":{"minor":10000,"currency":"CNY"},"fee":{"minor":60,"currency":"CNY"},
         "channel":"{{{channel}}}","channel_merchant":"1900000109","channel_payment_no":"{{{channelNo ?? "42" + NewNo()}}}","instrument":"wallet",
         "captured_at":"2026-01-31T08:30:00+08:00"{{{(payee is null ? "" : ",\"payee\":" + payee)}}}}
        """;

    private Gateway.Payments.Payment NewPayment(
        Guid paymentId, long paid, string channel, DateTimeOffset capturedAt, DateTimeOffset now) =>
        Gateway.Payments.Payment.Register(
            new PaymentFacts(
                paymentId, id, NewNo(), new(
                    paid, "CNY"), new(60, "CNY"), channel, "1900000109", "42" + NewNo(), "wallet", capturedAt),
            now);
}

/// <summary>What came back.</summary>
public sealed record TestAnswer(HttpStatusCode Status, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string Text(string name) => Json.GetProperty(name).GetString()!;

    public Guid Id => Json.GetProperty("id").GetGuid();

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
