namespace Simulators.Alipay;

/// <summary>The biz_content of a refund or of its query.</summary>
internal sealed record RefundOrder(
    string? TradeNo, string? OutTradeNo, string? OutRequestNo, string? RefundAmount, string? RefundReason,
    string? RefundCurrency)
{
    private const int LongestNo = 64;
    private const int LongestReason = 256;

    /// <summary>Null when it is no such object.</summary>
    public static RefundOrder? Parse(string? bizContent)
    {
        try
        {
            return JsonSerializer.Deserialize<RefundOrder>(bizContent ?? "", Answer.Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The first member that a refund would be refused for, null when all are well-formed.</summary>
    public string? Malformed() =>
        OutRequestNo is not { Length: > 0 and <= LongestNo } ? "out_request_no"
        : TradeNo is null && OutTradeNo is null ? "trade_no"
        : Yuan.Fen(RefundAmount) is not > 0 ? "refund_amount"
        : RefundReason is { Length: > LongestReason } ? "refund_reason"
        : null;

    public Payment? Of(Merchant merchant) => TradeNo is { } trade
        ? merchant.Payments.GetValueOrDefault(trade)
        : merchant.PaymentsByTradeNo.GetValueOrDefault(OutTradeNo ?? "");
}
