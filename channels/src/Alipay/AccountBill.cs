using System.Text.RegularExpressions;
using Contracts;

namespace Channels.Alipay;

/// <summary>
/// The account bill (账务明细, bill_type signcustomer): every movement of the merchant's account. Its rows name the trade
/// and not the refund, so that nothing follows from them for one refund of several: such a row is no refund line.
/// </summary>
internal sealed partial class AccountBill : IBillLayout
{
    private const string Currency = "CNY";
    private const string Income = "收入金额(+元)";
    private const string Expense = "支出金额(-元)";

    public string Title => "#支付宝账务明细查询";

    public BillLine Line(BillRow row)
    {
        var (income, expense) = (row.FenOrNothing(Income), Math.Abs(row.FenOrNothing(Expense)));
        if (income < 0 || (income != 0 && expense != 0))
            throw new InvalidDataException($"line {row.LineNo}: neither income nor expense");
        var (kind, amount) = (row.Text("业务类型"), income + expense);
        return kind switch
        {
            "在线支付" => Line(row, BillLineKind.Payment, amount, 0),
            "收费" => Line(row, BillLineKind.Fee, amount, amount),
            "退费" => Line(row, BillLineKind.Fee, amount, -amount),
            _ => Line(row, BillLineKind.Other, amount, 0),
        };
    }

    public IBillTotals Totals() => new Sums();

    private static BillLine Line(BillRow row, BillLineKind kind, long amount, long fee) =>
        new(row.LineNo, kind, row.Text("业务流水号"), No: null, ChannelNo: null,
            new Money(amount, Currency), new Money(fee, Currency),
            row.Text("业务类型"), MovedMoney: true, row.Time("发生时间"))
        { FeeThousandths = fee * 1000 };

    [GeneratedRegex(@"^#支出合计[：:](\d+)笔[，,]共-?([\d.]+)元")]
    private static partial Regex ExpenseSum();

    [GeneratedRegex(@"^#收入合计[：:](\d+)笔[，,]共(-?[\d.]+)元")]
    private static partial Regex IncomeSum();

    private sealed class Sums : IBillTotals
    {
        private readonly BillSum expenses = new("支出合计", ExpenseSum());
        private readonly BillSum incomes = new("收入合计", IncomeSum());

        public void Add(BillRow row)
        {
            if (row.FenOrNothing(Expense) is not 0 and var expense) expenses.Add(Math.Abs(expense));
            else incomes.Add(row.FenOrNothing(Income));
        }

        public string? Difference(IReadOnlyList<string> remarks) =>
            expenses.Difference(remarks) ?? incomes.Difference(remarks);
    }
}
