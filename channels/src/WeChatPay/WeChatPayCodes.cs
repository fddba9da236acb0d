using Contracts;

namespace Channels.WeChatPay;

/// <summary>
/// The only place where WeChat Pay's words become one of the eight answers (refund API v3, pages 4012791903–906 and
/// 4012810603). What is missing here is unknown until somebody has read the manual.
/// </summary>
internal static class WeChatPayCodes
{
    public const string Create = "create-refund";
    public const string Ask = "query-refund";
    public const string ReturnToMerchant = "return-to-merchant";

    /// <summary>
    /// An error status and its code. A refused <em>query</em> says nothing about the refund, and a refused return to
    /// the merchant leaves the refund abnormal, so both never become a refusal of the refund.
    /// </summary>
    public static ChannelAnswer Error(string operation, WeChatPayReply.Said reply)
    {
        var (code, message) = reply.Error();
        message ??= "";
        return (operation, reply.Status, code) switch
        {
            (_, 429, _) => new ChannelAnswer.Throttled(reply.RetryAfter),

            (Create, 400, "PARAM_ERROR") => Refused(Refusal.Final),
            (Create, 403, "NOT_ENOUGH") => Refused(Refusal.Funds),
            (Create, 403, "USER_ACCOUNT_ABNORMAL") => Refused(Refusal.Final),           // S176
            (Create, 404, "RESOURCE_NOT_EXISTS") => Refused(Refusal.Final),
            (Create or ReturnToMerchant, 401, "SIGN_ERROR") => Refused(Refusal.Configuration),
            (Create or ReturnToMerchant, 403, "NO_AUTH") => Refused(Refusal.Configuration),
            (Create or ReturnToMerchant, 404, "MCH_NOT_EXISTS") => Refused(Refusal.Configuration),

            (ReturnToMerchant, 400, "PARAM_ERROR") => new ChannelAnswer.NeedsOperator(null, $"{code}: {message}"),

            (Ask, 404, "RESOURCE_NOT_EXISTS") => new ChannelAnswer.NeverSeen(),

            // Among them 500 SYSTEM_ERROR, and 400 INVALID_REQUEST, which many different things can mean.
            _ => new ChannelAnswer.Unknown($"{operation}: HTTP {reply.Status} {code} {message}".TrimEnd()),
        };

        ChannelAnswer Refused(Refusal kind) => new ChannelAnswer.Refused(kind, code!, message);
    }

    /// <summary>A refund object, already compared with the order.</summary>
    public static ChannelAnswer Status(RefundDocument refund) => refund.Status switch
    {
        "SUCCESS" => Success(refund),
        "PROCESSING" => new ChannelAnswer.Accepted(refund.RefundId),
        "ABNORMAL" => new ChannelAnswer.NeedsOperator(refund.RefundId, "ABNORMAL: the payer's card is void or frozen")
        {
            HasComeBack = true,
        },
        "CLOSED" => new ChannelAnswer.Refused(Refusal.Final, "CLOSED", "The refund was closed; nothing moved."),
        var status => new ChannelAnswer.Unknown($"status {status}"),
    };

    /// <summary>
    /// Where the money went: the account's name first, because SUCCESS may mean "back at the merchant" (S178).
    /// </summary>
    public static Destination? DestinationOf(string? channel, string? account) => (channel, account) switch
    {
        (_, "商户基本账户" or "商户结算银行账户") => Destination.Merchant,
        (_, { } other) when other.StartsWith("商户", StringComparison.Ordinal) => null,
        (_, "支付用户零钱" or "支付用户零钱通") => Destination.PayerBalance,
        ("BALANCE" or "OTHER_BALANCE", _) => Destination.PayerBalance,
        (null or "ORIGINAL" or "OTHER_BANKCARD", { Length: > 0 }) => Destination.Payer,
        _ => null,
    };

    private static ChannelAnswer Success(RefundDocument refund)
    {
        if (refund is not
            { RefundId: { Length: > 0 } refundId, Amount: { Refund: { } asked, Currency: { } currency } amount })
            return new ChannelAnswer.Unknown("SUCCESS without number or amount");
        if (DestinationOf(refund.Channel, refund.UserReceivedAccount) is not { } destination)
            return new ChannelAnswer.Unknown($"SUCCESS to {refund.Channel} {refund.UserReceivedAccount}");
        if (amount is not { PayerRefund: { } payer, SettlementRefund: { } settlement }
            || payer < 0 || payer > asked || settlement < 0 || settlement > asked)
            return new ChannelAnswer.Unknown("SUCCESS with impossible amounts");

        var charged = new ChargedAmounts(
            Payer: new Money(payer, currency),
            Merchant: new Money(asked, currency),
            Channel: new Money(settlement, currency));
        return new ChannelAnswer.Done(refundId, destination, charged) { At = refund.SuccessTime };
    }
}
