using System.Globalization;
using Stand.Infrastructure;

namespace Stand.Day;

/// <summary>One line of <c>samples/payments.csv</c>: amounts in fen.</summary>
public sealed record SamplePayment(
    string Merchant, string No, long Paid, long Fee, string Instrument, string ChannelMerchant, string ChannelPaymentNo,
    int CapturedDaysAgo, bool PayeeIsKnown, string Channel)
{
    /// <summary>Too old for its channel, or for anything.</summary>
    public bool IsOld => CapturedDaysAgo > 1;
}

/// <summary>The payments that the demo's merchants have captured.</summary>
public static class SamplePayments
{
    public static IReadOnlyList<SamplePayment> Read() =>
        [.. File.ReadLines(Path.Combine(Checkout.Root, "samples", "payments.csv")).Skip(1).Select(Parse)];

    private static SamplePayment Parse(string line)
    {
        var f = line.Split(',');
        return new SamplePayment(f[0], f[1], Number(f[2]), Number(f[3]), f[4], f[5], f[6], (int)Number(f[7]), f[8] == "yes", f[9]);
    }

    private static long Number(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
