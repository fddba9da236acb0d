using Simulators.Clock;

namespace Simulators.Alipay;

/// <summary>How a refund is told: to the refund call, and to its query.</summary>
internal static class RefundAnswers
{
    private const string Success = "Success";

    /// <param name="refund">The refund; refund_fee counts all of its trade.</param>
    /// <param name="changed">Whether this very call moved the money.</param>
    public static Answer Refunded(Refund refund, bool changed) => Answer.Of(new
    {
        code = "10000",
        msg = Success,
        buyer_logon_id = "tes***@example.com",
        fund_change = changed ? "Y" : "N",
        gmt_refund_pay = refund.MovedAt?.InBill(),
        out_trade_no = refund.Payment.OutTradeNo,
        refund_detail_item_list = Details(refund),
        refund_fee = Yuan.Text(refund.Payment.Moved),
        send_back_fee = Yuan.Text(refund.Amount),
        present_refund_buyer_amount = Yuan.Text(refund.ToPayer),
        present_refund_discount_amount = Yuan.Text(refund.Amount - refund.ToPayer),
        trade_no = refund.Payment.TradeNo,
    });

    /// <summary>Success, and nothing behind it.</summary>
    public static Answer NothingMoved(Payment payment) => Answer.Of(new
    {
        code = "10000",
        msg = Success,
        fund_change = "N",
        out_trade_no = payment.OutTradeNo,
        refund_fee = Yuan.Text(payment.Moved),
        trade_no = payment.TradeNo,
    });

    /// <summary>The query worked, and there is no refund.</summary>
    public static Answer NotFound => Answer.Of(new { code = "10000", msg = Success });

    public static Answer Found(Refund refund) => Answer.Of(new
    {
        code = "10000",
        msg = Success,
        trade_no = refund.Payment.TradeNo,
        out_trade_no = refund.Payment.OutTradeNo,
        out_request_no = refund.OutRequestNo,
        total_amount = Yuan.Text(refund.Payment.Total),
        refund_amount = Yuan.Text(refund.Amount),
        refund_status = "REFUND_SUCCESS",
        refund_reason = refund.Reason,
        gmt_refund_pay = refund.MovedAt?.InBill(),
        refund_detail_item_list = Details(refund),
        send_back_fee = Yuan.Text(refund.Amount),
        deposit_back_info = refund.DepositBack is { } back
            ? new
            {
                has_deposit_back = "true",
                dback_status = back.Status,
                dback_amount = Yuan.Text(refund.ToPayer),
                bank_ack_time = back.At?.InBill(),
            }
            : null,
    });

    private static object[] Details(Refund refund)
    {
        List<object> items = [];
        var own = refund.Payment.Instrument == "wallet" ? "ALIPAYACCOUNT" : "BANKCARD";
        if (refund.ToPayer > 0) items.Add(new { amount = Yuan.Text(refund.ToPayer), fund_channel = own });
        if (refund.Amount - refund.ToPayer is > 0 and var packet)
            items.Add(new { amount = Yuan.Text(packet), fund_channel = "COUPON" });
        return [.. items];
    }
}
