using System.Net;
using System.Text;
using Gateway.Signing;

namespace Stand.Day;

/// <summary>A merchant's own program: signs every request, repeats those that got no answer under the same idempotency key.</summary>
public sealed class MerchantClient(Uri gateway, Guid merchantId, string name, string apiKey, string signingSecret) : IDisposable
{
    private const int TriesAtMost = 300;
    private static readonly string[] Channels = ["wechat", "alipay", "bestpay", "unionpay", "bank-portal"];
    private static readonly JsonSerializerOptions WithoutNulls = new()
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly RequestSigner signer = new(apiKey, signingSecret, TimeProvider.System);
    private readonly HttpClient http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { Timeout = TimeSpan.FromSeconds(20) };

    public Guid Id => merchantId;

    public string Name => name;

    public string ApiKey => apiKey;

    public string SigningSecret => signingSecret;

    /// <summary>Sets a merchant up, as an operator does.</summary>
    public static async Task<MerchantClient> Open(Uri gateway, string adminKey, string name)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(gateway, "/admin/merchants"));
        request.Headers.Authorization = new("Bearer", adminKey);
        request.Content = Json(new { name, channels = Channels, promise = "channel_final" });
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"The merchant {name} was not opened: {text}");
        var told = JsonDocument.Parse(text).RootElement;
        return new MerchantClient(
            gateway, told.GetProperty("merchant_id").GetGuid(), name, told.GetProperty("api_key").GetString()!,
            told.GetProperty("signing_secret").GetString()!);
    }

    public Task<ApiAnswer> RegisterPayment(SamplePayment p, DateTimeOffset now) =>
        Post("/v1/payments", "payment-" + p.No, Payment(p, now));

    /// <summary>Asks for all of a payment that should not be (S141).</summary>
    public Task<ApiAnswer> AskErrorRefund(string refundNo, string kind, SamplePayment p, DateTimeOffset now) =>
        Post("/v1/error-refunds", "refund-" + refundNo, new
        {
            merchant_refund_no = refundNo, kind, reason = "重复支付", payment = Payment(p, now),
        });

    public static DateTimeOffset CapturedAt(SamplePayment p, DateTimeOffset now) =>
        p.CapturedDaysAgo > 0 ? now.AddDays(-p.CapturedDaysAgo) : now.AddHours(-2);

    /// <summary>Asks for a refund of <paramref name="fen"/>.</summary>
    public Task<ApiAnswer> AskRefund(string refundNo, string paymentNo, long fen, string? idempotencyKey = null) =>
        Post("/v1/refunds", idempotencyKey ?? "refund-" + refundNo, new
        {
            merchant_refund_no = refundNo, merchant_payment_no = paymentNo, amount = Yuan(fen), reason = "商品已售完",
        });

    public Task<ApiAnswer> Cancel(Guid refund) => Post($"/v1/refunds/{refund}/cancel", "cancel-" + refund, null);

    public Task<ApiAnswer> Get(string path) => Repeat(() => new HttpRequestMessage(HttpMethod.Get, new Uri(gateway, path)));

    public Task<ApiAnswer> Post(string path, string idempotencyKey, object? body)
    {
        var json = body is null ? null : JsonSerializer.Serialize(body, WithoutNulls);
        return Repeat(() =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, new Uri(gateway, path))
            {
                Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"),
            };
            request.Headers.Add("Idempotency-Key", idempotencyKey);
            return request;
        });
    }

    public void Dispose() => http.Dispose();

    /// <summary>No answer, 5xx, 409 "still running" and 429 are repeated with the same key: only an answer ends it.</summary>
    private async Task<ApiAnswer> Repeat(Func<HttpRequestMessage> make)
    {
        for (var tries = 1; ; tries++)
        {
            var answer = await Once(make);
            var open = answer.Status is 0 or HttpStatusCode.TooManyRequests || (int)answer.Status >= 500
                || answer is { Status: HttpStatusCode.Conflict, Code: "idempotency_key_running" };
            if (!open || tries == TriesAtMost) return answer;
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(50 * tries, 1000)));
        }
    }

    private async Task<ApiAnswer> Once(Func<HttpRequestMessage> make)
    {
        try
        {
            using var request = make();
            await signer.Sign(request);
            using var response = await http.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            return new ApiAnswer(response.StatusCode, text.StartsWith('{') ? JsonDocument.Parse(text).RootElement : default);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
        {
            return new ApiAnswer(0, default);
        }
    }

    private static object Payment(SamplePayment p, DateTimeOffset now) => new
    {
        merchant_payment_no = p.No,
        paid = Yuan(p.Paid),
        fee = Yuan(p.Fee),
        channel = p.Channel,
        channel_merchant = p.ChannelMerchant,
        channel_payment_no = p.ChannelPaymentNo,
        instrument = p.Instrument,
        captured_at = CapturedAt(p, now),
        payee = p.PayeeIsKnown ? new { name = "张三", account = "6225880" + p.ChannelPaymentNo[^9..], bank_code = "308584000013" } : null,
    };

    private static object Yuan(long fen) => new { minor = fen, currency = "CNY" };

    private static StringContent Json(object body) => new(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
}
