using Simulators.Control;
using Simulators.Misfortunes;

namespace Simulators.UnionPay;

/// <summary>
/// Tells merchants about successes, and about nothing else: at once, then after one, two, four and five minutes until
/// somebody answers 200. The schedule runs on virtual time.
/// </summary>
internal sealed class NoticeSender(
    UnionPaySettings settings, Platform platform, World world, NoticeLine line, ILogger<NoticeSender> log)
{
    private static readonly int[] ScheduleMinutes = [1, 2, 4, 5];

    /// <summary>Notices accepted by their receivers.</summary>
    public long Delivered => Interlocked.Read(ref delivered);
    private long delivered;

    /// <summary>Schedules the notice of a refund that succeeded, as its fate wants it; an open one is not told.</summary>
    public void Announce(Merchant merchant, Refund refund)
    {
        if (refund.Fate.Has(MisfortuneKind.NoNotice) || refund.Fate.Has(MisfortuneKind.StaysOpen)) return;
        var first = world.Now + TimeSpan.FromSeconds(settings.NoticeAfterSeconds)
            + (refund.Fate.Seconds(MisfortuneKind.LateNotice, 3600) ?? TimeSpan.Zero);
        var fields = Compose(merchant, refund);
        for (var copy = refund.Fate.Has(MisfortuneKind.DuplicateNotices) ? 3 : 1; copy > 0; copy--)
            world.Due.At(first, ct => Deliver(refund.BackUrl, fields, 0, ct));
    }

    private async Task Deliver(string url, Fields fields, int tried, CancellationToken ct)
    {
        if (await Post(url, fields, ct))
        {
            Interlocked.Increment(ref delivered);
            return;
        }
        if (tried < ScheduleMinutes.Length)
            world.Due.At(
                world.Now.AddMinutes(ScheduleMinutes[tried]), again => Deliver(url, fields, tried + 1, again));
    }

    private async Task<bool> Post(string url, Fields fields, CancellationToken ct)
    {
        try
        {
            using var form = fields.ToForm();
            using var response = await line.Http.PostAsync(url, form, ct);
            return (int)response.StatusCode == 200;
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            log.LogDebug(e, "Notice not delivered to {Url}", url);
            return false;
        }
    }

    private Fields Compose(Merchant merchant, Refund refund)
    {
        var fields = new Fields
        {
            ["respCode"] = "00", ["respMsg"] = "成功[0000000]", ["accessType"] = "0", ["merId"] = merchant.MerId,
            ["orderId"] = refund.OrderId, ["txnTime"] = refund.TxnTime, ["origQryId"] = refund.Payment.QueryId,
        };
        RefundLedger.Describe(fields, refund);
        return platform.Sign(fields);
    }
}
