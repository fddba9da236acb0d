using System.Globalization;
using System.Text;
using Simulators.Clock;
using Simulators.Misfortunes;

namespace Simulators.BestPay;

/// <summary>
/// The refunds of a day, as an operator would export them: whatever moved on that day, also what nobody was told of.
/// </summary>
internal sealed class RefundsFileWriter(BestPaySettings settings, World world)
{
    private const string Columns =
        "merchantNo,outTradeNo,outRefundNo,tradeNo,totalAmt,payAmt,refundAmt,tradeStatus,payTool,refundFinishedDate,fee";

    private static readonly TimeSpan Ready = TimeSpan.FromHours(10);

    /// <summary>Null before ten o'clock of the next morning.</summary>
    public byte[]? Write(Merchant merchant, DateOnly day)
    {
        if (world.Now - day.AddDays(1).Start() < Ready) return null;
        var (text, count, amounts, fees) = (new StringBuilder(Columns).Append('\n'), 0, 0L, 0L);
        lock (merchant.Gate)
            foreach (var (refund, tradeNo) in Moved(merchant, day))
            {
                var payment = refund.Payment;
                var amount = refund.Amount + (refund.Fate.Has(MisfortuneKind.WrongAmountInBill) ? 1 : 0);
                var fee = settings.FeeReturned ? -payment.Fee(refund.Amount) : 0;
                (count, amounts, fees) = (count + 1, amounts + amount, fees + fee);
                text.Append(CultureInfo.InvariantCulture,
                    $"{merchant.MerchantNo},{payment.No},{refund.No},{tradeNo},{payment.Total},")
                    .Append(CultureInfo.InvariantCulture,
                        $"{payment.Total - payment.Coupon},{amount},{refund.Status},{payment.PayTool},")
                    .Append(CultureInfo.InvariantCulture, $"{refund.EndedAt!.Value.InBill()},{fee}\n");
            }
        text.Append(CultureInfo.InvariantCulture, $"TOTAL,{count},{amounts},{fees}\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static IEnumerable<(Refund Refund, string TradeNo)> Moved(Merchant merchant, DateOnly day) =>
        from refund in merchant.Refunds.Values
        where refund.Status == "SUCCESS" && refund.EndedAt!.Value.Day() == day
            && !refund.Fate.Has(MisfortuneKind.MissingInBill)
        orderby refund.EndedAt
        from tradeNo in new[] { refund.TradeNo, refund.TwinNo }
        where tradeNo is not null
        select (refund, tradeNo);
}
