using System.Globalization;
using Contracts;

namespace Channels.Alipay;

/// <summary>
/// The only place where Alipay's words become one of the eight answers (pages of alipay.trade.refund and
/// alipay.trade.fastpay.refund.query; S17, S18, S177). What is missing here is unknown until somebody has read the
/// manual.
/// </summary>
internal static class AlipayCodes
{
    public const string Refund = "alipay.trade.refund";
    public const string Query = "alipay.trade.fastpay.refund.query";
    public const string BillLink = "alipay.data.dataservice.bill.downloadurl.query";

    private const string Success = "10000";

    /// <summary>
    /// An answer to a refund. It finishes in the call, and only when the call itself moved money: without that it may
    /// be the repetition of a finished refund as well as one that did not happen, and a query decides (S17).
    /// </summary>
    public static ChannelAnswer OfRefund(ChannelRefund order, AlipayAnswer said) =>
        said.Code != Success ? Error(Refund, said)
        : said.FundChange != "Y" ? new ChannelAnswer.Unknown($"fund_change={said.FundChange}: this call moved nothing")
        : RefundMatch.InRefund(order, said) is { } difference ? Mismatch(difference)
        : Done(order, said);

    /// <summary>
    /// An answer to a query. Success of the query alone says nothing: refund data must be there (S18). None at all
    /// means never refunded, and the same number may go again.
    /// </summary>
    public static ChannelAnswer OfQuery(ChannelRefund order, AlipayAnswer said) =>
        said.Code != Success ? Error(Query, said)
        : RefundMatch.InEcho(order, said) is { } other ? Mismatch(other)
        : said is
        {
            RefundStatus: null or "", RefundAmount: null or "", GmtRefundPay: null or "", SendBackFee: null or "",
            ErrorCode: null or "", RefundDetailItemList: null or { Count: 0 }, DepositBackInfo: null,
        }
            ? new ChannelAnswer.NeverSeen()
        : said.RefundStatus != "REFUND_SUCCESS"
            ? new ChannelAnswer.Unknown($"refund_status {said.RefundStatus} {said.ErrorCode}".TrimEnd())
        : RefundMatch.InQuery(order, said) is { } difference ? Mismatch(difference)
        : Done(order, said);

    /// <summary>
    /// What a refusal means. A refused <em>query</em> says nothing about the refund, so it never becomes a refusal of
    /// it.
    /// </summary>
    public static ChannelAnswer Error(string method, AlipayAnswer said)
    {
        var (code, sub) = (said.Code, said.SubCode ?? "");
        if (code == "40005") return new ChannelAnswer.Throttled(null);
        if (method != Refund) return Unknown();
        return (code, sub) switch
        {
            ("40001" or "40002" or "40006", _) when sub.StartsWith("isv.", StringComparison.Ordinal) =>
                Refused(Refusal.Configuration),
            ("20001", _) when sub.StartsWith("aop.", StringComparison.Ordinal) => Refused(Refusal.Configuration),
            ("40004", "ACQ.DISCORDANT_REPEAT_REQUEST") =>
                new ChannelAnswer.Unknown("the number is known with another amount") { IsMismatch = true },
            ("40004", _) when KindOf(sub) is { } kind => Refused(kind),

            // Among them 20000 and ACQ.SYSTEM_ERROR: it may have been executed.
            _ => Unknown(),
        };

        ChannelAnswer Refused(Refusal kind) => new ChannelAnswer.Refused(kind, sub, said.SubMsg ?? said.Msg ?? "");
        ChannelAnswer Unknown() =>
            new ChannelAnswer.Unknown($"{method}: {code} {sub} {said.SubMsg ?? said.Msg}".TrimEnd());
    }

    /// <summary>
    /// The trade's state forbids it, which a refund under this very number may have caused: ask before it is refused.
    /// </summary>
    public static bool IsAboutTheState(string subCode) => subCode is
        "ACQ.TRADE_STATUS_ERROR" or "ACQ.REASON_TRADE_STATUS_INVALID" or "ACQ.TRADE_NOT_ALLOW_REFUND"
        or "ACQ.NOT_ALLOW_PARTIAL_REFUND" or "ACQ.ONLINE_TRADE_VOUCHER_NOT_ALLOW_REFUND";

    private static Refusal? KindOf(string subCode) => subCode switch
    {
        "ACQ.SELLER_BALANCE_NOT_ENOUGH" => Refusal.Funds,
        "ACQ.REFUND_CHARGE_ERROR" => Refusal.SameNumberLater,                 // the fee could not be given back

        // Over what is left.
        "ACQ.REFUND_AMT_NOT_EQUAL_TOTAL" or "ACQ.REFUND_FEE_ERROR" => Refusal.Final,
        "ACQ.REASON_TRADE_REFUND_FEE_ERR" => Refusal.Final,
        "ACQ.INVALID_PARAMETER" or "ACQ.CURRENCY_NOT_SUPPORT" => Refusal.Final,
        "ACQ.TRADE_NOT_EXIST" or "ACQ.BUYER_NOT_EXIST" => Refusal.Final,
        "ACQ.TRADE_HAS_FINISHED" => Refusal.Final,                            // beyond the window (S12)

        // The payer's account is frozen or closed.
        "ACQ.BUYER_ERROR" or "ACQ.CUSTOMER_VALIDATE_ERROR" or "ACQ.REFUND_ACCOUNT_NOT_EXIST" => Refusal.Final,

        // A dispute or risk control froze the trade. Nothing was taken over, so that it is no NeedsOperator: a person
        // clears it up with Alipay, and the same number goes again.
        "ACQ.REASON_TRADE_BEEN_FREEZEN" => Refusal.Configuration,

        // Split receivers and products as they are set up at Alipay; a request of ours names none.
        "ACQ.REFUND_ROYALTY_PAYEE_ACCOUNT_NOT_EXIST" or "ACQ.ALLOC_AMOUNT_VALIDATE_ERROR" => Refusal.Configuration,
        "ACQ.OVERDRAFT_AGREEMENT_NOT_MATCH" or "ACQ.OVERDRAFT_ASSIGN_ACCOUNT_INVALID" => Refusal.Configuration,
        "ACQ.ENTERPRISE_PAY_BIZ_ERROR" => Refusal.Configuration,

        _ => IsAboutTheState(subCode) ? Refusal.Final : null,
    };

    /// <summary>
    /// Where it arrived: on the payer's balance when it came from there, or when his bank sent it back (S177).
    /// </summary>
    private static ChannelAnswer Done(ChannelRefund order, AlipayAnswer said)
    {
        if (RefundAmounts.Of(order, said) is not { } charged)
            return new ChannelAnswer.Unknown("success with impossible amounts");
        Destination? destination = said.DepositBackInfo?.DbackStatus switch
        {
            null or "" or "S" or "P" =>
                RefundAmounts.IsAllOfTheBalance(said) ? Destination.PayerBalance : Destination.Payer,
            "F" => Destination.PayerBalance,
            _ => null,
        };
        return destination is { } place
            ? new ChannelAnswer.Done(order.ChannelPaymentNo, place, charged) { At = Time(said.GmtRefundPay) }
            : new ChannelAnswer.Unknown($"dback_status {said.DepositBackInfo!.DbackStatus}");
    }

    /// <summary>The message that the payer's bank took the bank's share of the refund, or refused it (S177).</summary>
    public static ChannelAnswer OfDepositBack(DepositBackMessage said, Money amount)
    {
        Destination? destination = said.DbackStatus switch
        {
            "S" => Destination.Payer,
            "F" => Destination.PayerBalance,
            _ => null,
        };
        return destination is { } place
            ? new ChannelAnswer.Done(said.TradeNo!, place, ChargedAmounts.Same(amount)) { At = Time(said.BankAckTime) }
            : new ChannelAnswer.Unknown($"dback_status {said.DbackStatus}");
    }

    /// <summary>Why there is no bill; null when there is one. None is made of a day without business.</summary>
    public static BillAnswer.NotReady? NoBill(AlipayAnswer said) => (said.Code, said.SubCode) switch
    {
        (Success, _) => null,
        ("40004", "isp.bill_not_exist" or "BILL_NOT_EXIST") => new BillAnswer.NotReady(said.SubCode!, SaysNone: true),
        _ => new BillAnswer.NotReady(said.SubCode ?? said.Code!),
    };

    /// <summary>Beijing time; null when there is none, or none that can be read.</summary>
    private static DateTimeOffset? Time(string? text) =>
        DateTime.TryParseExact(
            text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? new DateTimeOffset(time, TimeSpan.FromHours(8))
            : null;

    private static ChannelAnswer.Unknown Mismatch(string member) =>
        new($"the answer is about another refund: {member}") { IsMismatch = true };
}
