using System.Globalization;
using System.Text.Json.Nodes;
using Simulators.Clock;
using Simulators.Misfortunes;
using Simulators.Truth;

namespace Simulators.BestPay;

/// <summary>
/// What the channel knows and does: per merchant number one lock, under which money moves and the truth is written.
/// Creation only takes over; then the bank is asked online, again on the next day, and at last by hand (S26–S31).
/// </summary>
internal sealed class RefundLedger(
    BestPaySettings settings, World world, [FromKeyedServices(BestPaySetup.Name)] MisfortuneBook book,
    NoticeSender notices)
{
    private static readonly TimeSpan PaidAround = TimeSpan.FromDays(1);
    private readonly TimeSpan queried = TimeSpan.FromDays(settings.QueryWindowDays);
    private long lastId;

    public Answer Create(Merchant merchant, RefundOrder order)
    {
        lock (merchant.Gate)
        {
            if (merchant.Refunds.TryGetValue(order.No, out var known)) return Again(known, order);
            if (!merchant.Payments.TryGetValue(order.PaymentNo, out var payment)
                || (payment.PaidAt - order.PaidAt).Duration() > PaidAround)
                return Answer.Error("ORDER_NOT_EXIST", "原订单不存在");
            if (Refusal(merchant, payment, order) is { } refusal) return refusal;

            var refund = Accept(merchant, payment, order);
            var accepted = Answer.Ok(Show(refund, settings.AcceptedWord));
            var wait = refund.Fate.Seconds(MisfortuneKind.LateSuccess, 3600)
                ?? TimeSpan.FromSeconds(settings.ResultAfterSeconds);
            if (wait == TimeSpan.Zero) AskBank(merchant, refund);
            else Later(merchant, refund.CreatedAt + wait, () => AskBank(merchant, refund));
            return accepted;
        }
    }

    /// <summary>Looks only around the time of the question, and around the date that is asked for (S27).</summary>
    public Answer Query(Merchant merchant, string no, DateTimeOffset date)
    {
        lock (merchant.Gate)
            return merchant.Refunds.TryGetValue(no, out var refund) && world.Now - refund.CreatedAt <= queried
                && (date - refund.CreatedAt).Duration() <= queried
                ? Answer.Ok(Show(refund, refund.Status))
                : Answer.Error("REFUND_NOT_EXIST", "退款订单不存在");
    }

    /// <summary>As the back office shows it, at any time; null when there is none.</summary>
    public static JsonObject? Look(Merchant merchant, string no)
    {
        lock (merchant.Gate)
            return merchant.Refunds.TryGetValue(no, out var refund) ? Show(refund, refund.Status) : null;
    }

    private Answer Again(Refund known, RefundOrder order) =>
        known.Amount != order.Amount || known.Payment.No != order.PaymentNo
            ? Answer.Error("PARAM_INCONSISTENT", "与原退款请求参数不一致")
            : known.Status == "SUCCESS"
                ? Answer.Error("REFUND_ALREADY", "该订单已退款")
                : Answer.Ok(Show(known, settings.AcceptedWord));

    private Answer? Refusal(Merchant merchant, Payment payment, RefundOrder order)
    {
        var fate = book.OfRefund(order.No, payment.No, use: false);
        if (fate.Has(MisfortuneKind.AccountAbnormal))
        {
            book.OfRefund(order.No, payment.No, use: true);                       // one refusal is one time
            return Answer.Error("PAYER_ACCOUNT_ABNORMAL", "付款账户异常或已注销");
        }
        if (fate.Has(MisfortuneKind.NotEnough) && !ToppedUpSince(merchant, order.No)) return Answer.NotEnough;
        if (world.Now - payment.PaidAt > TimeSpan.FromDays(settings.WindowDays))
            return Answer.Error("REFUND_OVERDUE", "已超过可退款期限");
        if (payment.Refunded + order.Amount > payment.Total) return Answer.Error("REFUND_AMT_EXCEED", "退款金额超过可退金额");
        return merchant.Available is { } available && available < order.Amount ? Answer.NotEnough : null;
    }

    private Refund Accept(Merchant merchant, Payment payment, RefundOrder order)
    {
        var refund = new Refund
        {
            No = order.No,
            TradeNo = NextNo(),
            Payment = payment,
            Amount = order.Amount,
            CreatedAt = world.Now,
            NotifyUrl = order.NotifyUrl,
            Fate = book.OfRefund(order.No, payment.No, use: true),
        };
        merchant.Refunds.Add(refund.No, refund);
        payment.Refunded += refund.Amount;
        merchant.Available -= refund.Amount;
        return refund;
    }

    /// <summary>The first try, online.</summary>
    private void AskBank(Merchant merchant, Refund refund)
    {
        var fails = refund.Fate.Has(MisfortuneKind.ProvisionalFail) || refund.Fate.Has(MisfortuneKind.SilentSuccess)
            || (settings.SameDayRefused.Contains(refund.Payment.Instrument)
                && refund.Payment.PaidAt.Day() == world.Now.Day());
        if (!fails)
        {
            Succeed(merchant, refund, isTold: true);
            return;
        }
        Fail(merchant, refund);
        Later(
            merchant, world.Now.Day().AddDays(1).Start() + settings.RetryAt.ToTimeSpan(),
            () => AskBankAgain(merchant, refund));
    }

    /// <summary>The next day's try (S29); what it cannot do is done by hand, and nobody is told (S30).</summary>
    private void AskBankAgain(Merchant merchant, Refund refund)
    {
        if (refund.Fate.Seconds(MisfortuneKind.SilentSuccess, settings.ByHandAfterDays * 86_400) is not { } byHand)
        {
            Succeed(merchant, refund, isTold: true);
            return;
        }
        Fail(merchant, refund);
        Later(merchant, world.Now + byHand, () => Succeed(merchant, refund, isTold: false));
    }

    private void Fail(Merchant merchant, Refund refund)
    {
        refund.Become("FAIL", world.Now);
        notices.Announce(merchant, refund);
    }

    private void Succeed(Merchant merchant, Refund refund, bool isTold)
    {
        refund.Become("SUCCESS", world.Now);
        Swear(merchant, refund, refund.TradeNo);
        if (refund.Fate.Has(MisfortuneKind.Twice)) Swear(merchant, refund, refund.TwinNo = NextNo());
        if (isTold) notices.Announce(merchant, refund);
    }

    private void Swear(Merchant merchant, Refund refund, string tradeNo) => world.Truth.Append(new TruthLine(
        BestPaySetup.Name, "refund", merchant.MerchantNo, refund.No, refund.Payment.No, tradeNo, refund.Amount, "CNY",
        "payer", refund.EndedAt!.Value, refund.EndedAt.Value.Day()));

    private void Later(Merchant merchant, DateTimeOffset due, Action work) => world.Due.At(due, _ =>
    {
        lock (merchant.Gate) work();
        return Task.CompletedTask;
    });

    /// <summary>In an order of its own: what is signed is sorted.</summary>
    private static JsonObject Show(Refund refund, string status) => new()
    {
        ["tradeStatus"] = status,
        ["tradeResultDesc"] = status == "FAIL" ? "银行退款失败" : null,
        ["outTradeNo"] = refund.Payment.No,
        ["outRequestNo"] = refund.No,
        ["tradeNo"] = refund.TradeNo,
        ["refundAmt"] = refund.Amount,
        ["ccy"] = "156",
        ["refundFinishedDate"] = refund.EndedAt?.InBill(),
    };

    private static bool ToppedUpSince(Merchant merchant, string no)
    {
        if (merchant.Short.TryGetValue(no, out var then)) return merchant.TopUps > then;
        merchant.Short[no] = merchant.TopUps;
        return false;
    }

    private string NextNo() => string.Create(
        CultureInfo.InvariantCulture, $"3{world.Now.Local():yyyyMMdd}{Interlocked.Increment(ref lastId):D12}");
}
