using System.Globalization;

namespace Channels.UnionPay;

/// <summary>Composes requests: which fields, never when or by which key.</summary>
internal static class RefundForm
{
    /// <summary>The only currency, as ISO 4217 numbers it.</summary>
    public const string Currency = "CNY", CurrencyCode = "156";

    private const string Direct = "0", Internet = "07";

    /// <summary>
    /// A refund (退货). The same order always gives the same fields: <see cref="ChannelRefund.NumberedAt"/> is its
    /// txnTime, whenever it is sent.
    /// </summary>
    public static Message Create(ChannelRefund refund, UnionPayMerchant merchant) => Message.Of(
        ("version", "5.1.0"), ("encoding", "UTF-8"), ("signMethod", "01"),
        ("txnType", "04"), ("txnSubType", "00"), ("bizType", merchant.BizType),
        ("channelType", Internet), ("accessType", Direct),
        ("merId", refund.ChannelMerchant), ("orderId", refund.No),
        ("txnTime", ChannelTime.TxnTime(refund.NumberedAt)),
        ("txnAmt", refund.Amount.Minor.ToString(CultureInfo.InvariantCulture)), ("currencyCode", CurrencyCode),
        ("origQryId", refund.ChannelPaymentNo), ("backUrl", merchant.BackUrl));

    /// <summary>The question for a refund by its whole identity.</summary>
    public static Message Query(ChannelRefund refund) => Message.Of(
        ("version", "5.1.0"), ("encoding", "UTF-8"), ("signMethod", "01"),
        ("txnType", "00"), ("txnSubType", "00"), ("bizType", "000000"),
        ("channelType", Internet), ("accessType", Direct),
        ("merId", refund.ChannelMerchant), ("orderId", refund.No),
        ("txnTime", ChannelTime.TxnTime(refund.NumberedAt)));

    /// <summary>The files of one clearing day.</summary>
    public static Message Files(string merId, DateOnly day, DateTimeOffset now) => Message.Of(
        ("version", "5.1.0"), ("encoding", "UTF-8"), ("signMethod", "01"),
        ("txnType", "76"), ("txnSubType", "01"), ("bizType", "000000"),
        ("accessType", Direct), ("merId", merId), ("fileType", "00"),
        ("settleDate", day.ToString("MMdd", CultureInfo.InvariantCulture)),
        ("txnTime", ChannelTime.TxnTime(now)));
}
