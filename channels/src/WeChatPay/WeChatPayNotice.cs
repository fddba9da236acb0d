using Contracts;

namespace Channels.WeChatPay;

/// <summary>
/// A refund notice that WeChat Pay really sent (its signature and its encryption were checked). It comes several times,
/// also at the same moment: de-duplicate by <paramref name="Id"/>. It counts only after <see cref="AnswerFor"/>.
/// </summary>
/// <param name="Id">The notice's own id, equal in every repetition.</param>
/// <param name="ChannelMerchant">mchid.</param>
/// <param name="No">out_refund_no.</param>
/// <param name="ChannelNo">refund_id.</param>
/// <param name="ChannelPaymentNo">transaction_id.</param>
/// <param name="Amount">What was to be refunded; a notice names no currency, domestic refunds are CNY.</param>
/// <param name="PaymentTotal">The order's total.</param>
/// <param name="Answer">
/// What it says. A success whose payer amount differs from the refund (vouchers) is only <c>Accepted</c>: a notice does
/// not tell what the channel charged, so it is a reason to ask and no more.
/// </param>
public sealed record WeChatPayNotice(
    string Id, string ChannelMerchant, string No, string ChannelNo, string ChannelPaymentNo, Money Amount,
    Money PaymentTotal, ChannelAnswer Answer)
{
    /// <summary>The answer if the notice is about exactly this order; otherwise unknown, and an alarm is due.</summary>
    public ChannelAnswer AnswerFor(ChannelRefund order) =>
        order.ChannelMerchant == ChannelMerchant && order.No == No && order.ChannelPaymentNo == ChannelPaymentNo
        && (order.ChannelNo is not { Length: > 0 } known || known == ChannelNo)
        && order.Amount == Amount && order.PaymentTotal == PaymentTotal
            ? Answer
            : new ChannelAnswer.Unknown("the notice is about another refund, payment or amount") { IsMismatch = true };
}
