using System.Globalization;
using Contracts;

namespace Channels.UnionPay;

/// <summary>
/// ZM: every transaction that was cleared on a day (S171: clearing date and serial number). Read by offset; its tail
/// differs between published versions, so that everything from byte 508 on is left alone and no length is checked. The
/// transaction code in front is not documented: the kind is the transaction type (交易类型).
/// </summary>
internal sealed class TransactionFile : IBillLayout
{
    private const string Purchase = "01", Refund = "04";

    public bool IsAlwaysThere => true;

    public string FileName(string merId, DateOnly day) =>
        string.Create(CultureInfo.InvariantCulture, $"INN{day:yyMMdd}88ZM_{merId}");

    /// <summary>
    /// The settled amount (结算金额) of a refund is paid by the merchant. One that it receives undoes something and is no
    /// refund to the payer.
    /// </summary>
    public BillLine Line(FixedWidthRow row, DateOnly day)
    {
        var (type, settled) = (row.Text(215, 2), row.SignedFen(180, 13));
        var kind = type switch
        {
            Purchase => BillLineKind.Payment,
            Refund when settled < 0 => BillLineKind.Refund,
            _ => BillLineKind.Other,
        };
        var (queryId, isRefund) = (row.Text(87, 21), kind == BillLineKind.Refund);
        var fee = -row.SignedFen(166, 13);                     // D: the merchant pays it; C: it is given back
        return new BillLine(
            row.LineNo,
            kind,
            isRefund ? row.Text(271, 21) : queryId,
            isRefund ? row.Text(112, 32) : null,
            isRefund ? queryId : null,
            new Money(row.Fen(66, 12), RefundForm.Currency),
            new Money(fee, RefundForm.Currency),
            type,
            MovedMoney: true,
            row.Time(35, day))
        { FeeThousandths = fee * 1000 };
    }
}
