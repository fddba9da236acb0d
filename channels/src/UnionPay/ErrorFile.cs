using System.Globalization;
using Contracts;

namespace Channels.UnionPay;

/// <summary>
/// ZME: disputes and adjustments of a day. Published are the widths of its columns and the names of those that it shares
/// with ZM, so that its lines are shown to people and prove nothing about a refund.
/// </summary>
internal sealed class ErrorFile : IBillLayout
{
    public bool IsAlwaysThere => false;

    public string FileName(string merId, DateOnly day) =>
        string.Create(CultureInfo.InvariantCulture, $"INN{day:yyMMdd}88ZME_{merId}");

    public BillLine Line(FixedWidthRow row, DateOnly day) => new(
        row.LineNo, BillLineKind.Other, ChannelPaymentNo: "", No: null, ChannelNo: null,
        new Money(row.Fen(66, 12), RefundForm.Currency), Money.Zero(RefundForm.Currency),
        row.Text(0, 3), MovedMoney: false, row.Time(35, day));
}
