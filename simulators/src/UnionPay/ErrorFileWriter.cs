using System.Globalization;
using Simulators.Clock;

namespace Simulators.UnionPay;

/// <summary>ZME: the disputes of a day. Only the columns that it shares with ZM are filled.</summary>
internal static class ErrorFileWriter
{
    private const int LineLength = 340;

    /// <returns>Null when there were none: then the file is not in the archive.</returns>
    public static byte[]? Write(Merchant merchant, DateOnly day)
    {
        var file = new FixedWidthText(LineLength);
        var trace = 0;
        foreach (var (what, at) in merchant.Adjustments.Where(x => ClearingDay.Of(x.At) == day))
            file.Line(
                (0, 3, "E01"), (4, 11, "48020000"), (16, 11, "48020000"), (28, 6, $"{++trace:D6}"),
                (35, 10, at.Local().ToString("MMddHHmmss", CultureInfo.InvariantCulture)), (46, 19, "622202******0001"),
                (66, 12, $"{what.Minor:D12}"), (79, 4, "5311"), (84, 2, "07"));
        return trace == 0 ? null : file.Bytes();
    }
}
