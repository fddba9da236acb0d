using System.Globalization;
using Simulators.Clock;

namespace Simulators.Alipay;

/// <summary>The account bill (账务明细): every movement of the seller's account, on the day it moved.</summary>
internal static class AccountBillWriter
{
    private const string Columns =
        "账务流水号,业务流水号,商户订单号,商品名称,发生时间,对方账号,收入金额（+元）,支出金额（-元）,账户余额（元）,交易渠道,业务类型,备注";

    /// <returns>Null when nothing moved.</returns>
    public static BillText? Write(Merchant merchant, DateOnly day, bool returnsFee)
    {
        List<Movement> movements = [];
        foreach (var payment in merchant.Payments.Values.Where(x => x.PaidAt.Day() == day))
        {
            movements.Add(new(payment, payment.PaidAt, $"{payment.TradeNo}P", "在线支付", payment.Total));
            if (payment.Fee(payment.Total) is > 0 and var fee)
                movements.Add(new(payment, payment.PaidAt, $"{payment.TradeNo}F", "收费", -fee));
        }
        foreach (var refund in TradeBillWriter.RefundsOf(merchant, day))
            foreach (var flowNo in refund.FlowNos)
            {
                movements.Add(new(refund.Payment, refund.MovedAt!.Value, flowNo, "交易退款", -refund.Amount));
                if (returnsFee && refund.Payment.Fee(refund.Amount) is > 0 and var fee)
                    movements.Add(new(refund.Payment, refund.MovedAt.Value, $"{flowNo}F", "退费", fee));
            }
        if (movements.Count == 0) return null;

        var (lines, balance) = (new BillLines("账务明细", merchant, day, Columns), 100_000_000L);
        foreach (var x in movements.OrderBy(x => x.At))
            lines.Row(
                $"{x.FlowNo}\t", $"{x.Payment.TradeNo}\t", $"{x.Payment.OutTradeNo}\t", "商品\t", x.At.InBill(),
                "tes***@example.com\t", Yuan.Text(Math.Max(x.Fen, 0)), Yuan.Text(Math.Min(x.Fen, 0)),
                Yuan.Text(balance += x.Fen), "支付宝\t", $"{x.Kind}\t", "");
        var detail = lines.End(
            $"#支出合计：{Total(movements.Where(x => x.Fen < 0))}", $"#收入合计：{Total(movements.Where(x => x.Fen > 0))}");
        return new BillText("账务明细", detail, "#支付宝账务汇总查询\r\n");
    }

    private static string Total(IEnumerable<Movement> movements)
    {
        var all = movements.ToList();
        return string.Create(CultureInfo.InvariantCulture, $"{all.Count}笔，共{Yuan.Text(all.Sum(x => x.Fen))}元");
    }

    private sealed record Movement(Payment Payment, DateTimeOffset At, string FlowNo, string Kind, long Fen);
}
