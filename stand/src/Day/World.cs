using System.Net.Http.Json;

namespace Stand.Day;

/// <summary>The simulators' control side: what the channel knows, what goes wrong, and what really happened.</summary>
public sealed class World(Uri simulators) : IDisposable
{
    private static readonly JsonSerializerOptions WithoutNulls = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly HttpClient http = new() { BaseAddress = simulators, Timeout = TimeSpan.FromSeconds(60) };

    public async Task Knows(IEnumerable<SamplePayment> payments, DateTimeOffset now)
    {
        foreach (var channel in payments.GroupBy(p => p.Channel))
            await Post($"/sim/{channel.Key}/payments", channel.Select(p => new
            {
                mchid = p.ChannelMerchant,
                transactionId = p.ChannelPaymentNo,
                outTradeNo = p.No,
                total = p.Paid,
                instrument = p.Instrument,
                paidAt = MerchantClient.CapturedAt(p, now),
                coupon = 0,
            }));
    }

    /// <summary>Orders a misfortune for the refunds of one payment.</summary>
    public Task GoesWrong(string kind, SamplePayment payment, int? times = null, string? operation = null, int? seconds = null) => Post(
        $"/sim/{payment.Channel}/misfortunes",
        new[] { new { kind, paymentNo = payment.ChannelPaymentNo, times, operation, seconds } });

    /// <summary>Money of a channel merchant's own balance; without a call it never ends.</summary>
    public Task HasBalance(string channel, string channelMerchant, long? fen) =>
        Post($"/sim/{channel}/balances", new { mchid = channelMerchant, available = fen });

    public async Task<IReadOnlyList<TruthLine>> Truth() =>
        await http.GetFromJsonAsync<List<TruthLine>>("/truth", JsonSerializerOptions.Web) ?? [];

    public void Dispose() => http.Dispose();

    private async Task Post(string path, object body)
    {
        using var response = await http.PostAsJsonAsync(path, body, WithoutNulls);
        response.EnsureSuccessStatusCode();
    }
}

/// <summary>One movement of money that really happened outside.</summary>
public sealed record TruthLine(
    string Channel, string Kind, string Merchant, string No, string PaymentNo, string ChannelNo, long AmountMinor, string Currency,
    string Destination, DateTimeOffset At, DateOnly EffectiveDay);
