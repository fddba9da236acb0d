using System.Text.RegularExpressions;

namespace Simulators.WeChatPay;

/// <summary>The body of a create call.</summary>
internal sealed partial record RefundOrder(
    string? TransactionId, string? OutTradeNo, string? OutRefundNo, string? Reason, string? NotifyUrl,
    RefundOrder.Sum? Amount)
{
    public static RefundOrder? Parse(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<RefundOrder>(body, Answer.Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The first member that the channel would refuse, null when all are well-formed.</summary>
    public string? Malformed() =>
        OutRefundNo is null || !NumberPattern().IsMatch(OutRefundNo) ? "out_refund_no"
        : TransactionId is null && OutTradeNo is null ? "transaction_id"
        : Amount is not { Refund: > 0, Total: > 0 } ? "amount"
        : Amount.Currency != "CNY" ? "amount.currency"
        : Reason is { Length: > 80 } ? "reason"
        : null;

    [GeneratedRegex(@"^[0-9A-Za-z_\-|*@]{1,64}$")]
    private static partial Regex NumberPattern();

    internal sealed record Sum(long Refund, long Total, string? Currency);
}
