namespace Channels.WeChatPay;

/// <summary>
/// Compares an answer with the order. An answer that names anything else does not count (architecture §5).
/// </summary>
internal static class RefundMatch
{
    /// <summary>The name of the first member that differs, null when all agree.</summary>
    public static string? Difference(ChannelRefund order, RefundDocument said) =>
        said.OutRefundNo != order.No ? "out_refund_no"
        : said.TransactionId != order.ChannelPaymentNo ? "transaction_id"
        : order.ChannelNo is { Length: > 0 } known && said.RefundId != known ? "refund_id"
        : said.Amount is not { } amount ? "amount"
        : amount.Refund != order.Amount.Minor ? "amount.refund"
        : amount.Total != order.PaymentTotal.Minor ? "amount.total"
        : amount.Currency != order.Amount.Currency ? "amount.currency"
        : null;
}
