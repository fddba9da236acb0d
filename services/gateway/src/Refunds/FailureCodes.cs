namespace Gateway.Refunds;

/// <summary>
/// The codes under <c>error</c> of a refund that failed, was rejected or returned. They come from clearing,
/// refund-center and payout; docs/errors.md lists them from here.
/// </summary>
/// <remarks>
/// What is not listed may be tried again: all legs of a failed refund are dead with a certificate, and a merchant that
/// cannot keep its number would mint a new one (S4).
/// </remarks>
public static class FailureCodes
{
    /// <summary>Clearing says it, and we do when its answers show it.</summary>
    public const string NumberConflict = "merchant_refund_no_conflict";

    /// <summary>Each code with whether repeating the request re-opens the refund.</summary>
    public static IReadOnlyList<(string Code, bool Retryable, string English, string Chinese)> All { get; } =
    [
        ("channel_refused", true, "The channel refused it for good; its own code stands in the message.", "渠道拒绝退款。"),
        ("no_method", true, "No method is left by which this refund can be executed.", "没有可用的退款方式。"),
        ("terminated", true, "The payment company's operators ended it.", "已由支付公司终止。"),
        ("channel_returned", false, "The payer's bank sent the money back after success.", "退款成功后被退回。"),
        ("payee_account_refused", true, "The bank does not know the payee's account, or it is closed.", "收款账户无效。"),
        ("payee_data_refused", true, "The bank refused the payee's name or account.", "收款人信息不符。"),
        ("payee_bank_unreachable", true, "The payee's bank cannot be reached by this route.", "收款行不可达。"),
        ("payout_rejected", true, "The bank refused the payout.", "银行拒绝付款。"),
        ("payout_file_refused", true, "The bank refused the file that the payout stood in.", "银行拒绝付款文件。"),
        ("payout_funds_short", true, "Our account at the bank was short.", "付款账户余额不足。"),
        ("payout_never_booked", true, "The bank certainly never booked the payout.", "银行确认未入账。"),
        ("payout_returned", false, "The payee's bank sent the money back after success.", "付款被退回。"),
        ("payout_currency_unsupported", false, "No payout route takes this currency.", "付款通道不支持该币种。"),
        ("payout_too_small", false, "The amount is smaller than any payout by this route.", "金额低于付款通道最低限额。"),
        (NumberConflict, false,
            "The number belongs to a refund with other content, which a restore had made us forget.", "退款单号已用于其他退款。"),
        ("payment_conflict", false, "Clearing knows the payment with other facts.", "支付信息不一致。"),
        ("currency_mismatch", false, "A refund is in the currency of its payment.", "退款币种与支付币种不一致。"),
        ("amount_not_positive", false, "An amount of money is at least one minor unit.", "金额必须大于零。"),
        ("amount_exceeds_refundable", false, "More than what is left of the payment.", "退款金额超过可退金额。"),
    ];

    private static readonly HashSet<string> Final =
        new(All.Where(c => !c.Retryable).Select(c => c.Code), StringComparer.Ordinal);

    public static bool MayBeRetried(string? code) => code is null || !Final.Contains(code);
}
