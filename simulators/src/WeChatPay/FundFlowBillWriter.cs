using Simulators.Clock;
using Simulators.Misfortunes;

namespace Simulators.WeChatPay;

/// <summary>The fund-flow bill of a day: every movement of the merchant's money, on the day it moved.</summary>
internal static class FundFlowBillWriter
{
    private const string Columns =
        "记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),资金变更提交申请人,备注,业务凭证号";

    private const string Summary = "资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额";

    /// <returns>Null when nothing moved.</returns>
    public static byte[]? Write(Merchant merchant, DateOnly day)
    {
        List<Movement> movements = [];
        lock (merchant.Gate)
        {
            foreach (var payment in merchant.Payments.Values)
                if (payment.PaidAt.Day() == day) movements.AddRange(Of(payment));
            foreach (var refund in merchant.Refunds.Values)
                if (refund.SucceededAt?.Day() == day && !refund.Fate.Has(MisfortuneKind.MissingInBill))
                    movements.AddRange(Of(merchant, refund));
        }
        if (movements.Count == 0) return null;
        movements.Sort((a, b) => a.At.CompareTo(b.At));

        var (bill, balance) = (new BillText(), 100_000_000L);
        bill.Header(Columns);
        foreach (var x in movements)
            bill.Row(
                x.At.InBill(), x.BusinessNo, x.FlowNo, x.Kind, x.Kind, x.Income ? "收入" : "支出", BillText.Yuan(x.Fen),
                BillText.Yuan(balance += x.Income ? x.Fen : -x.Fen), x.By, x.Remark, x.Voucher);

        var (incomes, expenses) = (movements.Where(x => x.Income).ToList(), movements.Where(x => !x.Income).ToList());
        bill.Header(Summary);
        bill.Row(
            BillText.Count(movements.Count), BillText.Count(incomes.Count), BillText.Yuan(incomes.Sum(x => x.Fen)),
            BillText.Count(expenses.Count), BillText.Yuan(expenses.Sum(x => x.Fen)));
        return bill.Bytes();
    }

    private static IEnumerable<Movement> Of(Payment payment)
    {
        var settled = payment.Total - payment.Coupon;
        var id = payment.TransactionId;
        yield return new Movement(payment.PaidAt, id, $"{id}P", "交易", true, settled, "system", "", payment.OutTradeNo);
        if (Fee(payment, settled) is > 0 and var fee)
            yield return new Movement(
                payment.PaidAt, id, $"{id}F", "扣除交易手续费", false, fee, "system", "", payment.OutTradeNo);
    }

    private static IEnumerable<Movement> Of(Merchant merchant, Refund refund)
    {
        var total = refund.PayerRefund + (refund.Fate.Has(MisfortuneKind.WrongAmountInBill) ? 1 : 0);
        var fee = Fee(refund.Payment, refund.PayerRefund);
        var remark = $"退款总金额{BillText.Yuan(total)}元;含手续费{BillText.Yuan(fee)}元";
        foreach (var id in (string?[])[refund.RefundId, refund.TwinId])
            if (id is not null)
                yield return new Movement(
                    refund.SucceededAt!.Value, id, refund.Payment.TransactionId, "退款", false, total - fee,
                    $"{merchant.MchId}API", remark, refund.OutRefundNo);
    }

    /// <summary>In fen; a half rounds up.</summary>
    private static long Fee(Payment payment, long amount) => (payment.FeeThousandths(amount) + 500) / 1000;

    private sealed record Movement(
        DateTimeOffset At, string BusinessNo, string FlowNo, string Kind, bool Income, long Fen, string By,
        string Remark, string Voucher);
}
