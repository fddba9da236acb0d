using System.Globalization;
using Simulators.Clock;
using Simulators.Misfortunes;
using Simulators.Truth;

namespace Simulators.Alipay;

/// <summary>
/// What Alipay knows and does: per application one lock, under which money moves and the truth is written. Returned are
/// answers; nothing here knows of HTTP.
/// </summary>
internal sealed class RefundDesk(
    AlipaySettings settings, World world, [FromKeyedServices(AlipaySetup.Name)] MisfortuneBook book,
    MessageSender messages)
{
    private long lastId;

    public Answer Create(Merchant merchant, RefundOrder? order)
    {
        if (order is null) return Answer.Refused("INVALID_PARAMETER", "参数无效: biz_content");
        if (order.Malformed() is { } member) return Answer.Refused("INVALID_PARAMETER", $"参数无效: {member}");
        if (order.RefundCurrency is not (null or "CNY")) return Answer.Refused("CURRENCY_NOT_SUPPORT", "退款币种不支持");
        lock (merchant.Gate)
        {
            if (order.Of(merchant) is not { } payment) return Answer.Refused("TRADE_NOT_EXIST", "交易不存在");
            var amount = Yuan.Fen(order.RefundAmount)!.Value;
            if (payment.Parts.TryGetValue(order.OutRequestNo!, out var known))
                return known.Amount == amount
                    ? RefundAnswers.Refunded(known, changed: false)
                    : Answer.Refused("DISCORDANT_REPEAT_REQUEST", "请求信息不一致");

            var fate = book.OfRefund(order.OutRequestNo!, payment.TradeNo, use: false);
            if (Refusal(merchant, payment, order, fate) is { } refusal) return refusal;
            if (fate.Has(MisfortuneKind.NothingMoved) && merchant.Evaded.Add(order.OutRequestNo!))
                return RefundAnswers.NothingMoved(payment);

            var refund = Accept(merchant, payment, order);
            if (refund.Fate.Seconds(MisfortuneKind.LateSuccess, 3600) is not { } wait)
            {
                Move(merchant, refund);
                return RefundAnswers.Refunded(refund, changed: true);
            }
            world.Due.At(world.Now + wait, _ =>
            {
                lock (merchant.Gate) Move(merchant, refund);
                return Task.CompletedTask;
            });
            return RefundAnswers.NothingMoved(payment);
        }
    }

    public static Answer Query(Merchant merchant, RefundOrder? order)
    {
        lock (merchant.Gate)
            return order?.OutRequestNo is not { Length: > 0 } no ? Answer.Refused("INVALID_PARAMETER", "参数无效")
                : order.Of(merchant) is not { } payment ? Answer.Refused("TRADE_NOT_EXIST", "交易不存在")
                : payment.Parts.GetValueOrDefault(no) is { MovedAt: not null } refund ? RefundAnswers.Found(refund)
                : RefundAnswers.NotFound;
    }

    private Answer? Refusal(Merchant merchant, Payment payment, RefundOrder order, Fate fate)
    {
        var amount = Yuan.Fen(order.RefundAmount)!.Value;
        if (fate.Has(MisfortuneKind.AccountAbnormal))
        {
            book.OfRefund(order.OutRequestNo!, payment.TradeNo, use: true);            // one refusal is one time
            return Answer.Refused("BUYER_ERROR", "买家状态异常");
        }
        if (fate.Has(MisfortuneKind.NotEnough) && !ToppedUpSince(merchant, order.OutRequestNo!)) return NotEnough;
        if (world.Now - payment.PaidAt > TimeSpan.FromDays(settings.WindowDays))
            return Answer.Refused("TRADE_HAS_FINISHED", "交易已完结");
        if (payment.Refunded == payment.Total) return Answer.Refused("TRADE_STATUS_ERROR", "交易状态不合法");
        if (payment.Refunded + amount > payment.Total)
            return Answer.Refused("REFUND_AMT_NOT_EQUAL_TOTAL", "退款金额超限");
        return merchant.Available is { } available && available < amount ? NotEnough : null;
    }

    private Refund Accept(Merchant merchant, Payment payment, RefundOrder order)
    {
        var amount = Yuan.Fen(order.RefundAmount)!.Value;
        var refund = new Refund
        {
            OutRequestNo = order.OutRequestNo!,
            Payment = payment,
            Amount = amount,
            ToPayer = payment.PayerShare(amount),
            Reason = order.RefundReason,
            Fate = book.OfRefund(order.OutRequestNo!, payment.TradeNo, use: true),
        };
        payment.Parts.Add(refund.OutRequestNo, refund);
        merchant.Available -= refund.Amount;
        return refund;
    }

    private void Move(Merchant merchant, Refund refund)
    {
        refund.MovedAt = world.Now;
        Swear(merchant, refund);
        if (refund.Fate.Has(MisfortuneKind.Twice)) Swear(merchant, refund);
        if (refund.Payment.Instrument == "wallet" || refund.ToPayer == 0) return;

        refund.DepositBack = new DepositBack("P", null);
        world.Due.At(world.Now.AddSeconds(settings.DepositBackAfterSeconds), _ =>
        {
            lock (merchant.Gate)
            {
                var status = refund.Fate.Has(MisfortuneKind.DepositBackFailed) ? "F" : "S";
                refund.DepositBack = new DepositBack(status, world.Now);
                messages.Announce(merchant, refund);
            }
            return Task.CompletedTask;
        });
    }

    private void Swear(Merchant merchant, Refund refund)
    {
        var flowNo = string.Create(CultureInfo.InvariantCulture,
            $"{world.Now.Local():yyyyMMdd}{Interlocked.Increment(ref lastId):D12}");
        world.Truth.Append(new TruthLine(
            AlipaySetup.Name, "refund", merchant.AppId, refund.OutRequestNo, refund.Payment.TradeNo, flowNo,
            refund.Amount, "CNY", refund.Destination, refund.MovedAt!.Value, refund.MovedAt.Value.Day()));
        refund.FlowNos.Add(flowNo);
    }

    private static bool ToppedUpSince(Merchant merchant, string outRequestNo)
    {
        if (merchant.Short.TryGetValue(outRequestNo, out var then)) return merchant.TopUps > then;
        merchant.Short[outRequestNo] = merchant.TopUps;
        return false;
    }

    private static Answer NotEnough => Answer.Refused("SELLER_BALANCE_NOT_ENOUGH", "商户的支付宝账户中无足够的资金进行撤销");
}
