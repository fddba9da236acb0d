using System.Globalization;
using Simulators.Clock;
using Simulators.Misfortunes;
using Simulators.Truth;

namespace Simulators.WeChatPay;

/// <summary>
/// What the channel knows and does: per merchant number one lock, under which money moves and the truth is written.
/// Returned are answers; nothing here knows of HTTP.
/// </summary>
internal sealed class RefundLedger(
    WeChatPaySettings settings, World world, [FromKeyedServices(WeChatPaySetup.Name)] MisfortuneBook book,
    NoticeSender notices)
{
    private const int Parts = 50;
    private static readonly TimeSpan Window = TimeSpan.FromDays(365);
    private static readonly TimeSpan Spacing = TimeSpan.FromMinutes(1);
    private long lastId;

    public Answer Create(Merchant merchant, RefundOrder order)
    {
        if (order.Malformed() is { } field) return Answer.Malformed(field);
        lock (merchant.Gate)
        {
            var amount = order.Amount!;
            if (merchant.Refunds.TryGetValue(order.OutRefundNo!, out var known))
                return known.Amount == amount.Refund && known.Payment.Total == amount.Total
                    && IsOf(known.Payment, order)
                    ? Show(known)
                    : Answer.Invalid("订单参数与之前的请求不一致");
            if (PaymentOf(merchant, order) is not { } payment) return Answer.Error(404, "RESOURCE_NOT_EXISTS", "订单不存在");

            var fate = book.OfRefund(order.OutRefundNo!, payment.TransactionId, use: false);
            if (Refusal(merchant, payment, order, fate) is { } refusal) return refusal;
            var refund = Accept(merchant, payment, order);
            if (settings.SuccessAfterSeconds == 0 && !refund.Fate.Has(MisfortuneKind.LateSuccess))
            {
                var accepted = Show(refund);
                Finish(merchant, refund);
                return accepted;
            }

            var wait = refund.Fate.Seconds(MisfortuneKind.LateSuccess, 3600)
                ?? TimeSpan.FromSeconds(settings.SuccessAfterSeconds);
            world.Due.At(refund.CreatedAt + wait, _ =>
            {
                lock (merchant.Gate) Finish(merchant, refund);
                return Task.CompletedTask;
            });
            return Show(refund);
        }
    }

    public static Answer Query(Merchant merchant, string outRefundNo)
    {
        lock (merchant.Gate)
            return merchant.Refunds.TryGetValue(outRefundNo, out var refund)
                ? Show(refund)
                : Answer.Error(404, "RESOURCE_NOT_EXISTS", "退款单不存在");
    }

    /// <summary>
    /// Sends an abnormal refund to the merchant's account, or to a card named in <paramref name="card"/>.
    /// </summary>
    public Answer ApplyAbnormal(Merchant merchant, string refundId, string? outRefundNo, string? card)
    {
        lock (merchant.Gate)
        {
            if (!merchant.RefundsById.TryGetValue(refundId, out var refund) || refund.OutRefundNo != outRefundNo)
                return Answer.Error(404, "RESOURCE_NOT_EXISTS", "退款单不存在");
            if (refund.Status != "ABNORMAL")
                return refund.Status is "SUCCESS" or "PROCESSING" && refund.Channel != "ORIGINAL"
                    ? Show(refund)
                    : Answer.Invalid("退款单状态不是退款异常");

            refund.Become("PROCESSING", world.Now);
            refund.Channel = card is null ? "OTHER" : "OTHER_BANKCARD";
            refund.ReceivedAccount = card is null ? "商户结算银行账户" : $"银行卡{card}";
            var accepted = Show(refund);
            Succeed(merchant, refund);
            return accepted;
        }
    }

    private Answer? Refusal(Merchant merchant, Payment payment, RefundOrder order, Fate fate)
    {
        var (now, refund) = (world.Now, order.Amount!.Refund);
        if (fate.Has(MisfortuneKind.AccountAbnormal))
        {
            book.OfRefund(order.OutRefundNo!, payment.TransactionId, use: true);            // one refusal is one time
            return Answer.Error(403, "USER_ACCOUNT_ABNORMAL", "用户账户异常或已注销");
        }
        if (fate.Has(MisfortuneKind.NotEnough) && !ToppedUpSince(merchant, order.OutRefundNo!)) return NotEnough;
        if (payment.Total != order.Amount.Total) return Answer.Invalid("订单金额或退款金额与之前请求不一致");
        if (now - payment.PaidAt > Window) return Answer.Invalid("订单已超过可退款的最大期限");
        if (payment.Parts.Count(part => part.Status != "CLOSED") >= Parts) return Answer.Invalid("订单的部分退款次数已达上限");
        if (payment.Refunded + refund > payment.Total) return Answer.Invalid("退款金额大于可退金额");
        if (settings.Spacing && payment.Parts.Count > 0 && now - payment.Parts[^1].CreatedAt < Spacing)
            return Answer.TooFast;
        return merchant.Available is { } available && available < refund ? NotEnough : null;
    }

    private Refund Accept(Merchant merchant, Payment payment, RefundOrder order)
    {
        var refund = new Refund
        {
            OutRefundNo = order.OutRefundNo!,
            RefundId = NextId(),
            Payment = payment,
            Amount = order.Amount!.Refund,
            CreatedAt = world.Now,
            NotifyUrl = order.NotifyUrl,
            Reason = order.Reason,
            Fate = book.OfRefund(order.OutRefundNo!, payment.TransactionId, use: true),
            ReceivedAccount = payment.Instrument == "wallet" ? "支付用户零钱" : "招商银行借记卡1234",
        };
        payment.Parts.Add(refund);
        merchant.Refunds.Add(refund.OutRefundNo, refund);
        merchant.RefundsById.Add(refund.RefundId, refund);
        merchant.Available -= refund.Amount;
        return refund;
    }

    private void Finish(Merchant merchant, Refund refund)
    {
        if (refund.Fate.Has(MisfortuneKind.Abnormal) || refund.Fate.Has(MisfortuneKind.Closed))
        {
            refund.Become(refund.Fate.Has(MisfortuneKind.Closed) ? "CLOSED" : "ABNORMAL", world.Now);
            if (refund.Status == "CLOSED") merchant.Available += refund.Amount;
            notices.Announce(merchant, refund);
            return;
        }

        if (refund.Fate.Has(MisfortuneKind.ToMerchant)) refund.ReceivedAccount = "商户基本账户";
        Succeed(merchant, refund);
    }

    private void Succeed(Merchant merchant, Refund refund)
    {
        refund.Become("SUCCESS", world.Now);
        Swear(merchant, refund, refund.RefundId);
        if (refund.Fate.Has(MisfortuneKind.Twice)) Swear(merchant, refund, refund.TwinId = NextId());
        notices.Announce(merchant, refund);
    }

    private void Swear(Merchant merchant, Refund refund, string refundId) => world.Truth.Append(new TruthLine(
        "wechat", "refund", merchant.MchId, refund.OutRefundNo, refund.Payment.TransactionId, refundId, refund.Amount,
        "CNY", DestinationOf(refund), refund.SucceededAt!.Value, refund.SucceededAt.Value.Day()));

    private static string DestinationOf(Refund refund) => refund.ReceivedAccount switch
    {
        "商户基本账户" or "商户结算银行账户" => "merchant",
        "支付用户零钱" => "payer-balance",
        _ => "payer",
    };

    private static Answer Show(Refund refund) => Answer.Ok(new
    {
        refund_id = refund.RefundId,
        out_refund_no = refund.OutRefundNo,
        transaction_id = refund.Payment.TransactionId,
        out_trade_no = refund.Payment.OutTradeNo,
        channel = refund.Channel == "OTHER" ? "ORIGINAL" : refund.Channel,
        user_received_account = refund.ReceivedAccount,
        success_time = refund.SucceededAt?.Rfc3339(),
        create_time = refund.CreatedAt.Rfc3339(),
        status = refund.Status,
        funds_account = "AVAILABLE",
        amount = new
        {
            total = refund.Payment.Total,
            refund = refund.Amount,
            from = Array.Empty<object>(),
            payer_total = refund.Payment.Total - refund.Payment.Coupon,
            payer_refund = refund.PayerRefund,
            settlement_refund = refund.PayerRefund,
            settlement_total = refund.Payment.Total - refund.Payment.Coupon,
            discount_refund = refund.Amount - refund.PayerRefund,
            currency = "CNY",
        },
        promotion_detail = Array.Empty<object>(),
    });

    private static Payment? PaymentOf(Merchant merchant, RefundOrder order) =>
        order.TransactionId is { } id
            ? merchant.Payments.GetValueOrDefault(id)
            : merchant.PaymentsByTradeNo.GetValueOrDefault(order.OutTradeNo!);

    private static bool IsOf(Payment payment, RefundOrder order) =>
        (order.TransactionId ?? payment.TransactionId) == payment.TransactionId
        && (order.OutTradeNo ?? payment.OutTradeNo) == payment.OutTradeNo;

    private static bool ToppedUpSince(Merchant merchant, string outRefundNo)
    {
        if (merchant.Short.TryGetValue(outRefundNo, out var then)) return merchant.TopUps > then;
        merchant.Short[outRefundNo] = merchant.TopUps;
        return false;
    }

    private static Answer NotEnough => Answer.Error(403, "NOT_ENOUGH", "基本账户余额不足，请充值后重新发起");

    private string NextId() => string.Create(CultureInfo.InvariantCulture,
        $"5030{world.Now.Local():yyyyMMdd}{Interlocked.Increment(ref lastId):D16}");
}
