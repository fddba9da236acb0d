using System.Globalization;
using Simulators.Clock;
using Simulators.Misfortunes;

namespace Simulators.UnionPay;

/// <summary>ZM: the purchases and refunds that were cleared on a day, each with what the merchant settles.</summary>
internal static class TransactionFileWriter
{
    private const int LineLength = 608;

    /// <returns>Null when nothing was cleared.</returns>
    public static byte[]? Write(Merchant merchant, DateOnly day)
    {
        List<Cleared> rows = [];
        foreach (var payment in merchant.Payments.Values.Where(x => ClearingDay.Of(x.PaidAt) == day))
            rows.Add(new Cleared(payment.PaidAt, payment.QueryId, payment.OrderId, payment.Total, payment, IsRefund: false));
        foreach (var refund in merchant.Refunds.Values)
        {
            if (refund.SucceededAt is not { } at || ClearingDay.Of(at) != day
                || refund.Fate.Has(MisfortuneKind.MissingInBill))
                continue;
            var shown = refund.Amount + (refund.Fate.Has(MisfortuneKind.WrongAmountInBill) ? 1 : 0);
            foreach (var id in (string?[])[refund.QueryId, refund.TwinId])
                if (id is not null) rows.Add(new Cleared(at, id, refund.OrderId, shown, refund.Payment, IsRefund: true));
        }
        if (rows.Count == 0) return null;

        var file = new FixedWidthText(LineLength);
        var trace = 0;
        foreach (var row in rows.OrderBy(x => x.At).ThenBy(x => x.QueryId, StringComparer.Ordinal))
            Write(file, merchant.MerId, row, ++trace);
        return file.Bytes();
    }

    private static void Write(FixedWidthText file, string merId, Cleared row, int trace)
    {
        var fee = row.Payment.Fee(row.Amount);
        var (settled, original) = (row.Amount - fee, row.IsRefund ? row.Payment : null);
        file.Line(
            (0, 3, row.IsRefund ? "S30" : "S22"), (4, 11, "48020000"), (16, 11, "48020000"),
            (28, 6, $"{trace:D6}"), (35, 10, Time(row.At)), (46, 19, "622202******0001"),
            (66, 12, $"{row.Amount:D12}"), (79, 4, "5311"), (84, 2, "07"), (87, 21, row.QueryId),
            (112, 32, row.OrderId), (145, 2, "01"), (148, 6, "000000"),
            (155, 10, original is null ? "0000000000" : Time(original.PaidAt)),
            (166, 13, Signed(row.IsRefund ? fee : -fee)), (180, 13, Signed(row.IsRefund ? -settled : settled)),
            (194, 4, "0201"), (215, 2, row.IsRefund ? "04" : "01"), (218, 2, row.IsRefund ? "00" : "01"),
            (221, 6, "000201"), (228, 2, "01"), (271, 21, original?.QueryId ?? ""), (293, 15, merId),
            (476, 32, original?.OrderId ?? ""));
    }

    /// <summary>C is what the merchant receives.</summary>
    private static string Signed(long fen) => $"{(fen < 0 ? 'D' : 'C')}{Math.Abs(fen):D12}";

    private static string Time(DateTimeOffset time) =>
        time.Local().ToString("MMddHHmmss", CultureInfo.InvariantCulture);

    private sealed record Cleared(
        DateTimeOffset At, string QueryId, string OrderId, long Amount, Payment Payment, bool IsRefund);
}
