using System.Globalization;
using System.Text.RegularExpressions;
using Simulators.Clock;
using Simulators.Misfortunes;
using Simulators.Truth;

namespace Simulators.UnionPay;

/// <summary>
/// What the channel knows and does: per merchant number one lock, under which money moves and the truth is written.
/// Returned are answers before they are signed; nothing here knows of HTTP.
/// </summary>
internal sealed partial class RefundLedger(
    UnionPaySettings settings, World world, [FromKeyedServices(UnionPaySetup.Name)] MisfortuneBook book,
    NoticeSender notices)
{
    private const int WindowMonths = 11;
    private long lastId;

    /// <summary>
    /// A refund. Merchant, number and time together are one transaction for ever; what was refused leaves nothing behind.
    /// </summary>
    public Fields Create(Merchant merchant, Fields request)
    {
        if (Malformed(request) is { } field) return Fields.Answer(request, "10", $"报文格式错误[{field}]");
        lock (merchant.Gate)
        {
            if (IsKnown(merchant, request)) return Fields.Answer(request, "12", "重复交易");
            if (!merchant.Payments.TryGetValue(request["origQryId"], out var payment))
                return Fields.Answer(request, "34", "查无此交易");
            var fate = book.OfRefund(request["orderId"], payment.QueryId, use: false);
            if (Refusal(merchant, payment, request, fate) is { } refusal)
                return Fields.Answer(request, refusal.Code, refusal.Words);

            var refund = Accept(merchant, payment, request);
            var wait = refund.Fate.Seconds(MisfortuneKind.LateSuccess, 3600)
                ?? TimeSpan.FromSeconds(settings.SuccessAfterSeconds);
            if (wait == TimeSpan.Zero) Finish(merchant, refund);
            else
                world.Due.At(refund.CreatedAt + wait, _ =>
                {
                    lock (merchant.Gate) Finish(merchant, refund);
                    return Task.CompletedTask;
                });
            var isOpen = refund.Fate.Has(MisfortuneKind.StaysOpen);
            var answer = Fields.Answer(request, isOpen ? refund.OpenCode : "00", isOpen ? "未决" : "成功[0000000]");
            answer["queryId"] = refund.QueryId;
            return answer;
        }
    }

    /// <summary>By number and time; a queryId is not asked for by anybody here.</summary>
    public Fields Query(Merchant merchant, Fields request)
    {
        lock (merchant.Gate)
        {
            if (!merchant.Refunds.TryGetValue((request["orderId"], request["txnTime"]), out var refund))
                return Fields.Answer(request, "34", "查无此交易");
            var answer = Fields.Answer(request, "00", "成功[0000000]");
            var code = refund.CodeAt(world.Now);
            (answer["origRespCode"], answer["origRespMsg"]) = (code, code == "00" ? "成功[0000000]" : $"应答[{code}]");
            Describe(answer, refund);
            return answer;
        }
    }

    /// <summary>What queries and notices tell of a refund beside its code.</summary>
    public static void Describe(Fields answer, Refund refund)
    {
        var time = (refund.SucceededAt ?? refund.CreatedAt).Local();
        answer["queryId"] = refund.QueryId;
        (answer["txnType"], answer["txnSubType"], answer["bizType"]) = ("04", "00", "000201");
        answer["txnAmt"] = answer["settleAmt"] = refund.Amount.ToString(CultureInfo.InvariantCulture);
        answer["currencyCode"] = answer["settleCurrencyCode"] = "156";
        answer["traceNo"] = refund.QueryId[^6..];
        answer["traceTime"] = time.ToString("MMddHHmmss", CultureInfo.InvariantCulture);
        answer["settleDate"] = ClearingDay.Of(time).ToString("MMdd", CultureInfo.InvariantCulture);
        answer["accNo"] = "622202******0001";
    }

    /// <summary>A number counts for a whole day, whatever the rest of its time.</summary>
    private static bool IsKnown(Merchant merchant, Fields request) =>
        merchant.Numbers.Contains((request["orderId"], request["txnTime"][..8]));

    private string? Malformed(Fields request) =>
        !OrderIdPattern().IsMatch(request["orderId"]) ? "orderId"
        : !DateTime.TryParseExact(
            request["txnTime"], "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            || (settings.TxnTimeMinutes > 0
                && (world.Now.Local().DateTime - time).Duration() > TimeSpan.FromMinutes(settings.TxnTimeMinutes))
            ? "txnTime"
        : !long.TryParse(request["txnAmt"], NumberStyles.None, CultureInfo.InvariantCulture, out var fen) || fen == 0
            || request["txnAmt"][0] == '0' ? "txnAmt"
        : request["currencyCode"] != "156" ? "currencyCode"
        : request["backUrl"].Length == 0 ? "backUrl"
        : null;

    private (string Code, string Words)? Refusal(Merchant merchant, Payment payment, Fields request, Fate fate)
    {
        var (now, orderId) = (world.Now, request["orderId"]);
        var fen = long.Parse(request["txnAmt"], CultureInfo.InvariantCulture);
        if (fate.Has(MisfortuneKind.AccountAbnormal))
        {
            book.OfRefund(orderId, payment.QueryId, use: true);            // one refusal is one time
            return ("63", "卡状态不正确");
        }
        if (fate.Has(MisfortuneKind.NotEnough) && !ToppedUpSince(merchant, orderId)) return OverLimit;
        if (payment.PaidAt.AddMonths(WindowMonths) < now) return ("35", "原交易不存在或状态不正确");
        if (payment.Refunded + fen > payment.Total) return ("36", "与原交易信息不符");
        if (settings.DailyCover && !IsCovered(merchant, fen)) return OverLimit;
        return merchant.Available is { } available && available < fen ? OverLimit : null;
    }

    /// <summary>Refunds are taken from what the day's purchases bring; beyond that only a top-up helps.</summary>
    private bool IsCovered(Merchant merchant, long fen)
    {
        var today = ClearingDay.Of(world.Now);
        var purchases = merchant.Payments.Values.Where(x => ClearingDay.Of(x.PaidAt) == today).Sum(x => x.Total);
        var refunds = merchant.Refunds.Values
            .Where(x => x.FailedWith is null && ClearingDay.Of(x.CreatedAt) == today).Sum(x => x.Amount);
        return refunds + fen <= purchases + (merchant.Available ?? 0);
    }

    private Refund Accept(Merchant merchant, Payment payment, Fields request)
    {
        var refund = new Refund
        {
            OrderId = request["orderId"],
            TxnTime = request["txnTime"],
            QueryId = NextId(),
            Payment = payment,
            Amount = long.Parse(request["txnAmt"], CultureInfo.InvariantCulture),
            CreatedAt = world.Now,
            BackUrl = request["backUrl"],
            Fate = book.OfRefund(request["orderId"], payment.QueryId, use: true),
        };
        payment.Parts.Add(refund);
        merchant.Refunds.Add((refund.OrderId, refund.TxnTime), refund);
        merchant.Numbers.Add((refund.OrderId, refund.TxnTime[..8]));
        merchant.Available -= refund.Amount;
        return refund;
    }

    private void Finish(Merchant merchant, Refund refund)
    {
        if (refund.Fate.Has(MisfortuneKind.Closed))
        {
            refund.FailedWith = "60";
            merchant.Available += refund.Amount;
            return;                                                        // failures are not told
        }
        refund.SucceededAt = world.Now;
        Swear(merchant, refund, refund.QueryId);
        if (refund.Fate.Has(MisfortuneKind.Twice)) Swear(merchant, refund, refund.TwinId = NextId());
        notices.Announce(merchant, refund);
    }

    private void Swear(Merchant merchant, Refund refund, string queryId) => world.Truth.Append(new TruthLine(
        UnionPaySetup.Name, "refund", merchant.MerId, refund.OrderId, refund.Payment.QueryId, queryId, refund.Amount,
        "CNY", "payer", refund.SucceededAt!.Value, ClearingDay.Of(refund.SucceededAt.Value)));

    private static bool ToppedUpSince(Merchant merchant, string orderId)
    {
        if (merchant.Short.TryGetValue(orderId, out var then)) return merchant.TopUps > then;
        merchant.Short[orderId] = merchant.TopUps;
        return false;
    }

    private static (string, string) OverLimit => ("33", "交易金额超限");

    private string NextId() => string.Create(CultureInfo.InvariantCulture,
        $"73{world.Now.Local():yyMMddHHmmss}{Interlocked.Increment(ref lastId) % 10_000_000:D7}");

    [GeneratedRegex("^[0-9A-Za-z]{8,40}$")]
    private static partial Regex OrderIdPattern();
}
