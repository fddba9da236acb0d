using System.Globalization;
using System.Text;
using Simulators.Clock;
using Simulators.Control;
using Simulators.Misfortunes;

namespace Simulators.Alipay;

/// <summary>
/// The message service: tells that the payer's bank took a refund or refused it, until somebody answers
/// <c>success</c>. The schedule runs on virtual time, the time that an answer may take on real time.
/// </summary>
internal sealed class MessageSender(
    AlipaySettings settings, Platform platform, World world, NoticeLine line, ILogger<MessageSender> log)
{
    /// <summary>4m/10m/10m/1h/2h/6h/15h.</summary>
    private static readonly int[] ScheduleSeconds = [240, 600, 600, 3600, 7200, 21_600, 54_000];

    private long lastId;
    private long delivered;

    /// <summary>Messages accepted by their receivers.</summary>
    public long Delivered => Interlocked.Read(ref delivered);

    /// <summary>Schedules the message as the refund's fate wants it.</summary>
    public void Announce(Merchant merchant, Refund refund)
    {
        if (settings.MessageUrl is not { Length: > 0 } url || refund.Fate.Has(MisfortuneKind.NoNotice)) return;
        var first = world.Now + (refund.Fate.Seconds(MisfortuneKind.LateNotice, 3600) ?? TimeSpan.Zero);
        var letter = new Letter(
            url.Replace("{appid}", merchant.AppId, StringComparison.Ordinal), Compose(merchant, refund));
        for (var copy = refund.Fate.Has(MisfortuneKind.DuplicateNotices) ? 3 : 1; copy > 0; copy--)
            world.Due.At(first, ct => Deliver(letter, 0, ct));
    }

    private async Task Deliver(Letter letter, int tried, CancellationToken ct)
    {
        if (await Post(letter, ct)) Interlocked.Increment(ref delivered);
        else if (tried < ScheduleSeconds.Length)
            world.Due.At(world.Now.AddSeconds(ScheduleSeconds[tried]), again => Deliver(letter, tried + 1, again));
    }

    private async Task<bool> Post(Letter letter, CancellationToken ct)
    {
        try
        {
            using var content = new FormUrlEncodedContent(letter.Form);
            using var response = await line.Http.PostAsync(letter.Url, content, ct);
            return response.IsSuccessStatusCode && await response.Content.ReadAsStringAsync(ct) == "success";
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            log.LogDebug(e, "Message not delivered to {Url}", letter.Url);
            return false;
        }
    }

    private Dictionary<string, string> Compose(Merchant merchant, Refund refund)
    {
        var content = JsonSerializer.Serialize(new
        {
            out_trade_no = refund.Payment.OutTradeNo,
            trade_no = refund.Payment.TradeNo,
            out_request_no = refund.OutRequestNo,
            dback_status = refund.DepositBack!.Status,
            dback_amount = Yuan.Text(refund.ToPayer),
            bank_ack_time = refund.DepositBack.At?.InBill(),
        }, Answer.Json);
        Dictionary<string, string> form = new()
        {
            ["notify_id"] = string.Create(CultureInfo.InvariantCulture,
                $"{world.Now.Local():yyyyMMddHHmmss}{Interlocked.Increment(ref lastId):D20}"),
            ["utc_timestamp"] = world.Now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
            ["msg_method"] = "alipay.trade.refund.depositback.completed",
            ["app_id"] = merchant.AppId,
            ["charset"] = "UTF-8",
            ["version"] = "1.1",
            ["biz_content"] = content,
            ["sign_type"] = "RSA2",
        };
        form["sign"] = platform.Sign(Encoding.UTF8.GetBytes(Platform.StringToSign(form, "sign_type")));
        return form;
    }

    private sealed record Letter(string Url, Dictionary<string, string> Form);
}
