using Simulators.Clock;
using Simulators.Misfortunes;

namespace Simulators.Alipay;

/// <summary>
/// The trade bill (业务明细): payments, and refunds by their request number, on the day they were finished.
/// </summary>
internal static class TradeBillWriter
{
    private const string Columns =
        "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,"
        + "支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,"
        + "退款批次号/请求号,服务费（元）,分润（元）,备注";

    /// <returns>Null when there was neither a payment nor a refund.</returns>
    public static BillText? Write(Merchant merchant, DateOnly day, bool returnsFee)
    {
        var lines = new BillLines("业务明细", merchant, day, Columns);
        var (payments, refunds) = (new Sum(), new Sum());
        foreach (var payment in merchant.Payments.Values.Where(x => x.PaidAt.Day() == day).OrderBy(x => x.PaidAt))
        {
            lines.Row(Fields(payment, payment.PaidAt, "交易", (payment.Total, payment.Total, payment.Coupon),
                ("", Yuan.Text(-payment.Fee(payment.Total)), "")));
            payments.Add(payment.Total);
        }
        foreach (var refund in RefundsOf(merchant, day))
            foreach (var _ in refund.FlowNos)
            {
                var amount = refund.Amount + (refund.Fate.Has(MisfortuneKind.WrongAmountInBill) ? 1 : 0);
                lines.Row(Fields(
                    refund.Payment, refund.MovedAt!.Value, "退款", (-amount, -amount, refund.ToPayer - refund.Amount),
                    (refund.OutRequestNo, Yuan.Text(returnsFee ? refund.Payment.Fee(refund.Amount) : 0),
                        refund.Reason ?? "")));
                refunds.Add(-amount);
            }
        if (payments.Count + refunds.Count == 0) return null;
        var detail = lines.End(
            $"#交易合计：{payments.Count}笔，商家实收共{Yuan.Text(payments.Fen)}元，商家优惠共0.00元",
            $"#退款合计：{refunds.Count}笔，商家实收退款共{Yuan.Text(refunds.Fen)}元，商家优惠退款共0.00元");
        return new BillText("业务明细", detail, "#支付宝业务汇总查询\r\n");
    }

    /// <summary>What moved that day and is not forgotten, in its order.</summary>
    public static IEnumerable<Refund> RefundsOf(Merchant merchant, DateOnly day) => merchant.Payments.Values
        .SelectMany(payment => payment.Parts.Values)
        .Where(refund => refund.MovedAt?.Day() == day && !refund.Fate.Has(MisfortuneKind.MissingInBill))
        .OrderBy(refund => refund.MovedAt);

    private static string[] Fields(
        Payment payment, DateTimeOffset at, string kind, (long Ordered, long Received, long Packet) fen,
        (string RequestNo, string Fee, string Remark) own) =>
    [
        $"{payment.TradeNo}\t", $"{payment.OutTradeNo}\t", $"{kind}\t", "商品\t", at.InBill(), at.InBill(), "\t", "\t",
        "\t", "\t", "*三(138****0000)\t", Yuan.Text(fen.Ordered), Yuan.Text(fen.Received), Yuan.Text(fen.Packet),
        "0.00", "0.00", "0.00", "0.00", "\t", "0.00", "0.00", $"{own.RequestNo}\t", own.Fee, "0.00", own.Remark,
    ];

    private sealed class Sum
    {
        public int Count { get; private set; }
        public long Fen { get; private set; }

        public void Add(long fen) => (Count, Fen) = (Count + 1, Fen + fen);
    }
}
