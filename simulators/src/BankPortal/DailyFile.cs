using System.Globalization;
using System.Text;
using Simulators.Clock;

namespace Simulators.BankPortal;

/// <summary>The bank's file of a day: what left for payers, and a total.</summary>
internal static class DailyFile
{
    private const string Heading =
        "\uFEFFtype,bankRefundNo,merchantRefundNo,originalBankOrderNo,amount,currency,bankTime\r\n";

    /// <summary>From this hour of the next day on it can be fetched.</summary>
    public const int ReadyAtHour = 10;

    /// <summary>Null when nothing moved on that day.</summary>
    public static byte[]? Write(PortalMerchant merchant, DateOnly day)
    {
        PortalMovement[] moved;
        lock (merchant.Gate) moved = [.. merchant.Movements.Where(x => x.InFile && x.At.Day() == day)];
        if (moved.Length == 0) return null;
        var text = new StringBuilder(Heading);
        foreach (var x in moved)
            text.Append(
                CultureInfo.InvariantCulture,
                $"REFUND,{x.BankNo},{x.RefundNo},{x.PaymentNo},{PortalSheet.Yuan(x.Shown)},CNY,{x.At.InBill()}\r\n");
        text.Append(
            CultureInfo.InvariantCulture,
            $"TOTAL,{moved.Length},,,{PortalSheet.Yuan(moved.Sum(x => x.Shown))},CNY,\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
