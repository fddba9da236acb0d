using System.Globalization;
using Contracts;

namespace Channels.WeChatPay;

/// <summary>
/// The trade bill (bill_type ALL): what was accepted on a day, with the status of that midnight. It is never corrected
/// afterwards and omits refunds of topped-up money, so that its silence proves nothing.
/// </summary>
internal sealed class TradeBill : IBillLayout
{
    private const string Fee = "手续费";

    public string LinkPath(DateOnly day) => string.Create(
        CultureInfo.InvariantCulture, $"/v3/bill/tradebill?bill_date={day:yyyy-MM-dd}&bill_type=ALL&tar_type=GZIP");

    public BillLine Line(BillRow row)
    {
        var state = row.Text("交易状态");
        var currency = row.Text("货币种类");
        var isRefund = state != "SUCCESS";
        var fee = row.Thousandths(Fee, "返还手续费");
        return new BillLine(
            row.LineNo,
            KindOf(state),
            row.Text("微信订单号"),
            isRefund ? row.Text("商户退款单号") : null,
            isRefund ? row.Text("微信退款单号") : null,
            new Money(isRefund ? Refunded(row) : Ordered(row), currency),
            new Money(YuanText.RoundToFen(fee), currency),
            isRefund ? row.Text("退款状态") : state,
            MovedMoney: false,
            row.Time("交易时间"))
        { FeeThousandths = fee };
    }

    public IBillTotals Totals() => new Sums();

    private static BillLineKind KindOf(string state) => state switch
    {
        "SUCCESS" => BillLineKind.Payment,
        "REFUND" => BillLineKind.Refund,
        _ => BillLineKind.Other,                // REVOKED: taken back at the counter
    };

    private static long Ordered(BillRow row) => row.Fen("订单金额", "应结订单金额", "总金额");

    private static long Settled(BillRow row) => row.Fen("应结订单金额", "总金额");

    private static long Refunded(BillRow row) => row.Fen("申请退款金额", "退款金额");

    private sealed class Sums : IBillTotals
    {
        private long count, settled, refunded, fee, ordered, asked;

        public void Add(BillRow row)
        {
            count++;
            checked
            {
                settled += Settled(row);
                refunded += row.Fen("退款金额");
                fee += row.Thousandths(Fee, "返还手续费");
                ordered += row.Find("订单金额") is null ? 0 : row.Fen("订单金额");
                asked += row.Find("申请退款金额") is null ? 0 : row.Fen("申请退款金额");
            }
        }

        public string? Difference(BillRow summary) =>
            summary.Count("总交易单数") != count ? "总交易单数"
            : summary.Fen("应结订单总金额", "总交易额") != settled ? "应结订单总金额"
            : summary.Fen("退款总金额", "总退款金额") != refunded ? "退款总金额"
            : summary.Thousandths("手续费总金额") != fee ? "手续费总金额"
            : summary.Find("订单总金额") is not null && summary.Fen("订单总金额") != ordered ? "订单总金额"
            : summary.Find("申请退款总金额") is not null && summary.Fen("申请退款总金额") != asked ? "申请退款总金额"
            : null;
    }
}
