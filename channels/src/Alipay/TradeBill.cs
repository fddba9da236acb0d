using System.Text.RegularExpressions;
using Contracts;

namespace Channels.Alipay;

/// <summary>
/// The trade bill (业务明细): every payment and refund that was finished on the day, refunds with our request number. A
/// refund finishes in its call, so that a row is money that moved; one that is in no complete file up to its last
/// possible day did not happen.
/// </summary>
internal sealed partial class TradeBill : IBillLayout
{
    private const string Currency = "CNY";
    private const string Kind = "业务类型";
    private const string Received = "商家实收(元)";
    private const string Discount = "商家优惠(元)";

    public string Title => "#支付宝业务明细查询";

    public BillLine Line(BillRow row)
    {
        var kind = row.Text(Kind);
        var ordered = row.Fen("订单金额(元)");
        var fee = new Money(-row.Fen("服务费(元)"), Currency);               // printed as what we receive
        return kind switch
        {
            "退款" when ordered < 0 => Line(row, BillLineKind.Refund, -ordered, fee) with { No = RequestNo(row) },
            "交易" when ordered >= 0 => Line(row, BillLineKind.Payment, ordered, fee),
            "退款" or "交易" => throw new InvalidDataException($"line {row.LineNo}: its amount has the wrong sign"),
            _ => Line(row, BillLineKind.Other, Math.Abs(ordered), fee),
        };
    }

    public IBillTotals Totals() => new Sums();

    private static BillLine Line(BillRow row, BillLineKind kind, long amount, Money fee)
    {
        var trade = row.Text("支付宝交易号");
        return new BillLine(
            row.LineNo, kind, trade, No: null, ChannelNo: kind == BillLineKind.Refund ? trade : null,
            new Money(amount, Currency), fee, row.Text(Kind), MovedMoney: true, row.Time("完成时间"))
        { FeeThousandths = fee.Minor * 1000 };
    }

    /// <summary>A refund that was asked for without a number has its trade's.</summary>
    private static string RequestNo(BillRow row) =>
        row.Text("退款批次号/请求号") is { Length: > 0 } no ? no : row.Text("商户订单号");

    [GeneratedRegex(@"^#交易合计[：:](\d+)笔[，,]商家实收共(-?[\d.]+)元[，,]商家优惠共(-?[\d.]+)元")]
    private static partial Regex PaymentSum();

    [GeneratedRegex(@"^#退款合计[：:](\d+)笔[，,]商家实收退款共(-?[\d.]+)元[，,]商家优惠退款共(-?[\d.]+)元")]
    private static partial Regex RefundSum();

    private sealed class Sums : IBillTotals
    {
        private readonly BillSum payments = new("交易合计", PaymentSum());
        private readonly BillSum refunds = new("退款合计", RefundSum());

        public void Add(BillRow row)
        {
            var sum = row.Text(Kind) switch { "交易" => payments, "退款" => refunds, _ => null };
            sum?.Add(row.Fen(Received), row.Fen(Discount));
        }

        public string? Difference(IReadOnlyList<string> remarks) =>
            payments.Difference(remarks) ?? refunds.Difference(remarks);
    }
}
