using System.Text.Json.Nodes;
using Simulators.Clock;
using Simulators.Control;
using Simulators.Misfortunes;

namespace Simulators.BestPay;

/// <summary>
/// Tells merchants what the bank said, online only (S28): at once, then twice again, five minutes apart, until somebody
/// answers SUCCESS. The pauses run on virtual time, the five seconds that an answer may take on real time.
/// </summary>
internal sealed class NoticeSender(
    BestPaySettings settings, Signatures signatures, World world, NoticeLine line, ILogger<NoticeSender> log)
{
    private const int Repetitions = 2;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);
    private long delivered;

    /// <summary>Notices accepted by their receivers.</summary>
    public long Delivered => Interlocked.Read(ref delivered);

    /// <summary>Schedules the notice of a refund's present status, as its fate wants it.</summary>
    public void Announce(Merchant merchant, Refund refund)
    {
        if (refund.NotifyUrl is not { Length: > 0 } url || refund.Fate.Has(MisfortuneKind.NoNotice)) return;
        var first = world.Now + TimeSpan.FromSeconds(settings.NoticeAfterSeconds)
            + (refund.Fate.Seconds(MisfortuneKind.LateNotice, 3600) ?? TimeSpan.Zero);
        var letter = new Letter(url, signatures.Sign(Compose(merchant, refund)));
        for (var copy = refund.Fate.Has(MisfortuneKind.DuplicateNotices) ? 3 : 1; copy > 0; copy--)
            world.Due.At(first, ct => Deliver(letter, 0, ct));
    }

    private async Task Deliver(Letter letter, int repeated, CancellationToken ct)
    {
        if (await Post(letter, ct)) Interlocked.Increment(ref delivered);
        else if (repeated < Repetitions) world.Due.At(world.Now + Pause, again => Deliver(letter, repeated + 1, again));
    }

    private async Task<bool> Post(Letter letter, CancellationToken ct)
    {
        try
        {
            using var content = new ByteArrayContent(letter.Body);
            content.Headers.ContentType = new("application/json", "UTF-8");
            using var response = await line.Http.PostAsync(letter.Url, content, ct);
            var reply = JsonNode.Parse(await response.Content.ReadAsByteArrayAsync(ct));
            return response.IsSuccessStatusCode && (string?)reply?["resultCode"] == "SUCCESS";
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            log.LogDebug(e, "Notice not delivered to {Url}", letter.Url);
            return false;
        }
    }

    private static JsonObject Compose(Merchant merchant, Refund refund) => new()
    {
        ["institutionCode"] = merchant.MerchantNo,
        ["merchantNo"] = merchant.MerchantNo,
        ["outTradeNo"] = refund.Payment.No,
        ["outRefundNo"] = refund.No,
        ["notifyType"] = "REFUND",
        ["totalAmt"] = refund.Payment.Total,
        ["payAmt"] = refund.Payment.Total - refund.Payment.Coupon,
        ["refundAmt"] = refund.Amount,
        ["tradeStatus"] = refund.Status,
        ["tradeNo"] = refund.TradeNo,
        ["payTool"] = refund.Payment.PayTool,
        ["refundFinishedDate"] = refund.EndedAt!.Value.InBill(),
    };

    private sealed record Letter(string Url, byte[] Body);
}
