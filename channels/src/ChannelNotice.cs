using Contracts;

namespace Channels;

/// <summary>
/// A notice that the channel really sent (its signature was checked). It comes several times, also at the same moment:
/// de-duplicate by <paramref name="Id"/>. It counts only after <see cref="AnswerFor"/>.
/// </summary>
/// <param name="Id">
/// Equal in every repetition: the notice's own id, or where the channel gives none, a hash of what it says.
/// </param>
/// <param name="ChannelMerchant">Our merchant number at the channel.</param>
/// <param name="No">Our refund number.</param>
/// <param name="Answer">What it says, if it is about the order.</param>
public sealed record ChannelNotice(string Id, string ChannelMerchant, string No, ChannelAnswer Answer)
{
    /// <summary>The channel's refund number; null when the notice names none.</summary>
    public string? ChannelNo { get; init; }

    /// <summary>The channel's number of the payment; null when the notice names none.</summary>
    public string? ChannelPaymentNo { get; init; }

    /// <summary>What was to be refunded; null when the notice names no amount.</summary>
    public Money? Amount { get; init; }

    /// <summary>
    /// The amount may be a part of the refund's (Alipay tells the bank's share of it): then a smaller one is no
    /// difference, and no more than a reason to ask; or the news that a part went to the payer's balance.
    /// </summary>
    public bool AmountMayBePart { get; init; }

    /// <summary>The payment's total; null when the notice names none.</summary>
    public Money? PaymentTotal { get; init; }

    /// <summary>The answer if all that the notice names is this order's; else unknown, and an alarm is due.</summary>
    public ChannelAnswer AnswerFor(ChannelRefund order) =>
        !IsAbout(order)
            ? new ChannelAnswer.Unknown("the notice is about another refund, payment or amount") { IsMismatch = true }
            : IsPartOf(order.Amount) ? new ChannelAnswer.Accepted(ChannelNo) { ToPayerBalance = Deposited } : Answer;

    private Money? Deposited => Answer is ChannelAnswer.Done { Destination: Destination.PayerBalance } ? Amount : null;

    private bool IsAbout(ChannelRefund order) =>
        order.ChannelMerchant == ChannelMerchant && order.No == No
        && (ChannelPaymentNo is null || ChannelPaymentNo == order.ChannelPaymentNo)
        && (ChannelNo is null || order.ChannelNo is not { Length: > 0 } known || known == ChannelNo)
        && (Amount is null || Amount == order.Amount || IsPartOf(order.Amount))
        && (PaymentTotal is null || PaymentTotal == order.PaymentTotal);

    private bool IsPartOf(Money whole) =>
        AmountMayBePart && Amount is { } part && part.Currency == whole.Currency && part < whole;
}
