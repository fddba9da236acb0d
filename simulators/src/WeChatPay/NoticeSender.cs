using System.Globalization;
using System.Security.Cryptography;
using Simulators.Clock;
using Simulators.Control;
using Simulators.Misfortunes;

namespace Simulators.WeChatPay;

/// <summary>
/// Tells merchants about results: at once, then on the channel's own schedule until somebody answers 200 or 204. The
/// schedule runs on virtual time, the five seconds that an answer may take on real time.
/// </summary>
internal sealed class NoticeSender(
    WeChatPaySettings settings, Platform platform, World world, NoticeLine line, ILogger<NoticeSender> log)
{
    /// <summary>15s/15s/30s/3m/10m/20m/30m/30m/30m/60m/3h/3h/3h/6h/6h.</summary>
    private static readonly int[] ScheduleSeconds =
        [15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10800, 10800, 10800, 21600, 21600];

    private const string SignatureHeader = "Wechatpay-Signature";
    private long lastId;

    /// <summary>Notices accepted by their receivers.</summary>
    public long Delivered => Interlocked.Read(ref delivered);
    private long delivered;

    /// <summary>Probes sent, and those that a receiver took for genuine.</summary>
    public (long Sent, long Swallowed) Probes =>
        (Interlocked.Read(ref probesSent), Interlocked.Read(ref probesSwallowed));
    private long probesSent;
    private long probesSwallowed;

    /// <summary>Schedules the notice of a refund's present status, as its fate wants it.</summary>
    public void Announce(Merchant merchant, Refund refund)
    {
        if (refund.NotifyUrl is not { Length: > 0 } url || refund.Fate.Has(MisfortuneKind.NoNotice)) return;
        var first = world.Now + TimeSpan.FromSeconds(settings.NoticeAfterSeconds)
            + (refund.Fate.Seconds(MisfortuneKind.LateNotice, 3600) ?? TimeSpan.Zero);
        var letter = new Letter(url, Compose(merchant, refund));
        for (var copy = refund.Fate.Has(MisfortuneKind.DuplicateNotices) ? 3 : 1; copy > 0; copy--)
            world.Due.At(first, ct => Deliver(letter, 0, ct));
    }

    private async Task Deliver(Letter letter, int tried, CancellationToken ct)
    {
        if (settings.ProbePercent > RandomNumberGenerator.GetInt32(100)) await Probe(letter, ct);
        if (await Post(letter, probe: false, ct))
        {
            Interlocked.Increment(ref delivered);
            return;
        }
        if (tried < ScheduleSeconds.Length)
            world.Due.At(world.Now.AddSeconds(ScheduleSeconds[tried]), again => Deliver(letter, tried + 1, again));
    }

    private async Task Probe(Letter letter, CancellationToken ct)
    {
        Interlocked.Increment(ref probesSent);
        if (await Post(letter, probe: true, ct)) Interlocked.Increment(ref probesSwallowed);
    }

    private async Task<bool> Post(Letter letter, bool probe, CancellationToken ct)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, letter.Url);
            request.Content = new ByteArrayContent(letter.Body);
            request.Content.Headers.ContentType = new("application/json");
            foreach (var (name, value) in platform.Sign(letter.Body))
                request.Headers.Add(name, probe && name == SignatureHeader ? $"WECHATPAY/SIGNTEST/{value}" : value);
            using var response = await line.Http.SendAsync(request, ct);
            return (int)response.StatusCode is 200 or 204;
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            log.LogDebug(e, "Notice not delivered to {Url}", letter.Url);
            return false;
        }
    }

    private byte[] Compose(Merchant merchant, Refund refund)
    {
        var resource = JsonSerializer.SerializeToUtf8Bytes(new
        {
            mchid = merchant.MchId,
            out_trade_no = refund.Payment.OutTradeNo,
            transaction_id = refund.Payment.TransactionId,
            out_refund_no = refund.OutRefundNo,
            refund_id = refund.RefundId,
            refund_status = refund.Status,
            success_time = refund.SucceededAt?.Rfc3339(),
            user_received_account = refund.ReceivedAccount,
            amount = new
            {
                total = refund.Payment.Total,
                refund = refund.Amount,
                payer_total = refund.Payment.Total - refund.Payment.Coupon,
                payer_refund = refund.PayerRefund,
            },
        }, Answer.Json);
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            id = string.Create(CultureInfo.InvariantCulture,
                $"EV-{world.Now.Local():yyyyMMddHHmmss}{Interlocked.Increment(ref lastId):D10}"),
            create_time = world.Now.Rfc3339(),
            resource_type = "encrypt-resource",
            event_type = $"REFUND.{refund.Status}",
            summary = refund.Status switch { "SUCCESS" => "退款成功", "CLOSED" => "退款关闭", _ => "退款异常" },
            resource = Platform.Encrypt(merchant.ApiV3Key, resource, "refund", "refund"),
        }, Answer.Json);
    }

    private sealed record Letter(string Url, byte[] Body);
}
