using System.Globalization;
using System.Text.RegularExpressions;
using Contracts;

namespace Channels.WeChatPay;

/// <summary>
/// The fund-flow bill (account BASIC): every movement of the merchant's money on the day it moved. A refund that is in
/// no complete file of the days up to its last possible one did not happen.
/// </summary>
internal sealed partial class FundFlowBill : IBillLayout
{
    private const string Currency = "CNY";
    private const string Amount = "收支金额(元)";

    public string LinkPath(DateOnly day) => string.Create(
        CultureInfo.InvariantCulture,
        $"/v3/bill/fundflowbill?bill_date={day:yyyy-MM-dd}&account_type=BASIC&tar_type=GZIP");

    public BillLine Line(BillRow row)
    {
        var (moved, direction) = (row.Fen(Amount), row.Text("收支类型"));
        var businessNo = row.Text("微信支付业务单号");
        return row.Text("业务类型") switch
        {
            "退款" when direction == "支出" => Refund(row, businessNo, moved),
            "交易" => Line(row, BillLineKind.Payment, businessNo, moved, 0),
            "扣除交易手续费" => Line(row, BillLineKind.Fee, businessNo, moved, moved),
            _ => Line(row, BillLineKind.Other, businessNo, moved, 0),
        };
    }

    public IBillTotals Totals() => new Sums();

    /// <summary>
    /// Money moves net of the fee given back; the remark tells both (<c>退款总金额8.80元;含手续费0.05元</c>). A remark that
    /// does not add up to what moved is a merchant's own text and counts for nothing.
    /// </summary>
    private static BillLine Refund(BillRow row, string refundId, long moved)
    {
        var (refunded, fee) = (moved, 0L);
        var remark = Remark().Match(row.Find("备注") ?? "");
        if (remark.Success
            && YuanText.TryParseFen(remark.Groups[1].ValueSpan, out var total)
            && YuanText.TryParseFen(remark.Groups[2].ValueSpan, out var returned)
            && total - returned == moved)
            (refunded, fee) = (total, -returned);
        return Line(row, BillLineKind.Refund, row.Text("资金流水单号"), refunded, fee) with
        {
            No = row.Text("业务凭证号"),
            ChannelNo = refundId,
        };
    }

    private static BillLine Line(BillRow row, BillLineKind kind, string paymentNo, long amount, long fee) =>
        new(row.LineNo, kind, paymentNo, No: null, ChannelNo: null,
            new Money(amount, Currency), new Money(fee, Currency),
            row.Text("收支类型"), MovedMoney: true, row.Time("记账时间"))
        { FeeThousandths = fee * 1000 };

    [GeneratedRegex(@"^退款总金额(\d+\.\d{2})元;含手续费(\d+\.\d{2})元$")]
    private static partial Regex Remark();

    private sealed class Sums : IBillTotals
    {
        private long count, incomes, income, expenses, expense;

        public void Add(BillRow row)
        {
            count++;
            checked
            {
                if (row.Text("收支类型") == "收入") (incomes, income) = (incomes + 1, income + row.Fen(Amount));
                else (expenses, expense) = (expenses + 1, expense + row.Fen(Amount));
            }
        }

        public string? Difference(BillRow summary) =>
            summary.Count("资金流水总笔数") != count ? "资金流水总笔数"
            : summary.Count("收入笔数") != incomes ? "收入笔数"
            : summary.Fen("收入金额") != income ? "收入金额"
            : summary.Count("支出笔数") != expenses ? "支出笔数"
            : summary.Fen("支出金额") != expense ? "支出金额"
            : null;
    }
}
