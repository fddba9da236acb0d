using System.Globalization;

namespace Channels.UnionPay;

/// <summary>
/// Compares an answer with the order. An answer that names anything else does not count (architecture §5); one that does
/// not repeat what it is about counts neither.
/// </summary>
internal static class RefundMatch
{
    /// <summary>The name of the first field that differs, null when all agree.</summary>
    public static string? Difference(ChannelRefund order, Message said, bool isSuccess) =>
        said["merId"] != order.ChannelMerchant ? "merId"
        : said["orderId"] != order.No ? "orderId"
        : said["txnTime"] != ChannelTime.TxnTime(order.NumberedAt) ? "txnTime"
        : Differs(said, "txnAmt", order.Amount.Minor.ToString(CultureInfo.InvariantCulture), isSuccess) ? "txnAmt"
        : Differs(said, "currencyCode", RefundForm.CurrencyCode, false) ? "currencyCode"
        : Differs(said, "origQryId", order.ChannelPaymentNo, false) ? "origQryId"
        : order.ChannelNo is { Length: > 0 } known && Differs(said, "queryId", known, isSuccess) ? "queryId"
        : null;

    private static bool Differs(Message said, string name, string expected, bool isNeeded) =>
        said[name] is { } value ? value != expected : isNeeded;
}
