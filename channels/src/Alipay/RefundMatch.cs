namespace Channels.Alipay;

/// <summary>
/// Compares an answer with the order. An answer that names anything else does not count (architecture §5).
/// </summary>
internal static class RefundMatch
{
    /// <summary>
    /// An answer to a refund names neither its number nor its amount: refund_fee is what was refunded of the whole
    /// trade, this refund included.
    /// </summary>
    public static string? InRefund(ChannelRefund order, AlipayAnswer said) =>
        said.TradeNo != order.ChannelPaymentNo ? "trade_no"
        : IsAnother(said.OutRequestNo, order.No) ? "out_request_no"
        : IsAnother(said.RefundCurrency, order.Amount.Currency) ? "refund_currency"
        : Fen(said.RefundFee) is not { } soFar || soFar < order.Amount.Minor || soFar > order.PaymentTotal.Minor
            ? "refund_fee"
        : null;

    /// <summary>An answer to a query that found it.</summary>
    public static string? InQuery(ChannelRefund order, AlipayAnswer said) =>
        said.TradeNo != order.ChannelPaymentNo ? "trade_no"
        : said.OutRequestNo != order.No ? "out_request_no"
        : IsAnother(said.RefundCurrency, order.Amount.Currency) ? "refund_currency"
        : Fen(said.RefundAmount) != order.Amount.Minor ? "refund_amount"
        : said.TotalAmount is not null && Fen(said.TotalAmount) != order.PaymentTotal.Minor ? "total_amount"
        : null;

    /// <summary>What an answer to a query that found nothing may repeat of the question.</summary>
    public static string? InEcho(ChannelRefund order, AlipayAnswer said) =>
        IsAnother(said.TradeNo, order.ChannelPaymentNo) ? "trade_no"
        : IsAnother(said.OutRequestNo, order.No) ? "out_request_no"
        : null;

    private static bool IsAnother(string? said, string ours) => said is { Length: > 0 } && said != ours;

    private static long? Fen(string? yuan) => YuanText.TryParseFen(yuan, out var fen) ? fen : null;
}
