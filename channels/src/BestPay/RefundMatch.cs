namespace Channels.BestPay;

/// <summary>
/// Compares an answer with the order. An answer that names anything else does not count (architecture §5). Number and
/// amount are always named; what else is named must agree.
/// </summary>
internal static class RefundMatch
{
    /// <summary>The name of the first member that differs, null when all agree.</summary>
    public static string? Difference(ChannelRefund order, RefundDocument said, bool isQuery) =>
        said.OutRequestNo != order.No ? "outRequestNo"
        : said.RefundAmt != order.Amount.Minor ? "refundAmt"
        : (said.MerchantNo ?? order.ChannelMerchant) != order.ChannelMerchant ? "merchantNo"
        : !IsPayment(order, said.OutTradeNo, isQuery) ? "outTradeNo"
        : (said.Ccy ?? "156") != "156" || order.Amount.Currency != "CNY" ? "ccy"
        : order.ChannelNo is { Length: > 0 } known && (said.TradeNo ?? known) != known ? "tradeNo"
        : null;

    /// <summary>A query names the refund where other messages name the payment, and its answer may repeat that.</summary>
    private static bool IsPayment(ChannelRefund order, string? said, bool isQuery) =>
        said is null || said == order.ChannelPaymentNo || (isQuery && said == order.No);
}
