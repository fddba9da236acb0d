using System.Globalization;
using Simulators.Clock;
using Simulators.Misfortunes;

namespace Simulators.WeChatPay;

/// <summary>The trade bill of a day: payments and accepted refunds, with the status of that midnight.</summary>
internal static class TradeBillWriter
{
    private const string Columns =
        "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,"
        + "微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注";

    private const string Summary =
        "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额";

    /// <returns>Null when there was neither a payment nor a refund.</returns>
    public static byte[]? Write(Merchant merchant, DateOnly day)
    {
        var (bill, sums) = (new BillText(), new Sums());
        bill.Header(Columns);
        lock (merchant.Gate)
        {
            foreach (var payment in merchant.Payments.Values.Where(x => x.PaidAt.Day() == day).OrderBy(x => x.PaidAt))
                Write(bill, merchant, payment, sums);
            var midnight = day.AddDays(1).Start();
            foreach (var refund in merchant.Refunds.Values
                .Where(x => x.CreatedAt.Day() == day && !x.Fate.Has(MisfortuneKind.MissingInBill))
                .OrderBy(x => x.CreatedAt))
            {
                Write(bill, merchant, (refund, refund.RefundId, refund.StatusAt(midnight)), sums);
                if (refund.TwinId is { } twin) Write(bill, merchant, (refund, twin, refund.StatusAt(midnight)), sums);
            }
        }
        if (sums.Count == 0) return null;
        bill.Header(Summary);
        bill.Row(
            BillText.Count(sums.Count), BillText.Yuan(sums.Settled), BillText.Yuan(sums.Refunded), "0.00",
            BillText.Fee(sums.Fee), BillText.Yuan(sums.Ordered), BillText.Yuan(sums.Asked));
        return bill.Bytes();
    }

    private static void Write(BillText bill, Merchant merchant, Payment payment, Sums sums)
    {
        var (settled, fee) = (payment.Total - payment.Coupon, payment.FeeThousandths(payment.Total - payment.Coupon));
        bill.Row(
            payment.PaidAt.InBill(), "wx0000000000000001", merchant.MchId, "0", "", payment.TransactionId,
            payment.OutTradeNo, "oUser", "JSAPI", "SUCCESS", Bank(payment), "CNY", BillText.Yuan(settled),
            BillText.Yuan(payment.Coupon), "0", "0", "0.00", "0.00", "", "", "商品", "", BillText.Fee(fee),
            Rate(payment), BillText.Yuan(payment.Total), "0.00", "");
        (sums.Count, sums.Fee) = (sums.Count + 1, sums.Fee + fee);
        (sums.Settled, sums.Ordered) = (sums.Settled + settled, sums.Ordered + payment.Total);
    }

    private static void Write(
        BillText bill, Merchant merchant, (Refund Refund, string Id, string Status) row, Sums sums)
    {
        var (refund, payment) = (row.Refund, row.Refund.Payment);
        var wrong = refund.Fate.Has(MisfortuneKind.WrongAmountInBill) ? 1 : 0;
        var (settled, asked) = (refund.PayerRefund + wrong, refund.Amount + wrong);
        var fee = -payment.FeeThousandths(refund.PayerRefund);
        bill.Row(
            refund.CreatedAt.InBill(), "wx0000000000000001", merchant.MchId, "0", "", payment.TransactionId,
            payment.OutTradeNo, "oUser", "JSAPI", "REFUND", Bank(payment), "CNY", "0.00", "0.00", row.Id,
            refund.OutRefundNo, BillText.Yuan(settled), "0.00", "ORIGINAL", row.Status, "商品", "", BillText.Fee(fee),
            Rate(payment), "0.00", BillText.Yuan(asked), "");
        (sums.Count, sums.Fee) = (sums.Count + 1, sums.Fee + fee);
        (sums.Refunded, sums.Asked) = (sums.Refunded + settled, sums.Asked + asked);
    }

    private static string Bank(Payment payment) => payment.Instrument == "wallet" ? "OTHERS" : "CMB_DEBIT";

    private static string Rate(Payment payment) => string.Create(
        CultureInfo.InvariantCulture, $"{payment.FeeBasisPoints / 100}.{payment.FeeBasisPoints % 100:D2}%");

    private sealed class Sums
    {
        public long Count { get; set; }
        public long Settled { get; set; }
        public long Ordered { get; set; }
        public long Refunded { get; set; }
        public long Asked { get; set; }
        public long Fee { get; set; }
    }
}
