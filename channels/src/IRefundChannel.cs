using Contracts;

namespace Channels;

/// <summary>
/// A payment channel that can give money back by the original route. Adapters throw nothing: whatever goes wrong
/// on the line is <see cref="ChannelAnswer.Unknown"/>.
/// </summary>
public interface IRefundChannel
{
    /// <summary>The channel's code in payments, rulebooks and accounts, for example <c>wechat</c>.</summary>
    string Name { get; }

    /// <summary>
    /// What is missing here to send anything for this order, as the refusal that it amounts to: the settings of its merchant
    /// number. Null when all is there. Asked before anything is composed or stored, because the bytes of a first send are
    /// kept: those of half a request would be refused for ever.
    /// </summary>
    ChannelAnswer.Refused? Missing(ChannelRefund refund);

    /// <summary>
    /// The exact bytes to send for this order, of which nothing is <see cref="Missing"/>. Pure: the same order gives the
    /// same bytes (a retry keeps them).
    /// </summary>
    ChannelRequest Compose(ChannelRefund refund);

    /// <summary>Sends a composed request. Signature and time are added here, at call time.</summary>
    Task<ChannelAnswer> Send(ChannelRefund refund, ChannelRequest request, CancellationToken ct);

    /// <summary>Asks what became of the order.</summary>
    Task<ChannelAnswer> Ask(ChannelRefund refund, CancellationToken ct);

    /// <summary>
    /// The request that sends an abnormal refund to the merchant's own account, or null where the channel knows no such
    /// thing. Its success with destination <see cref="Destination.Merchant"/> is the certificate that lets a payout
    /// follow.
    /// </summary>
    ChannelRequest? ComposeReturnToMerchant(ChannelRefund refund);
}

/// <summary>
/// One refund order as the channel knows it. <paramref name="No"/> is our number: 20 characters <c>[0-9A-Z]</c>.
/// </summary>
/// <param name="ChannelMerchant">The merchant number at the channel (mchid).</param>
/// <param name="No">Our refund number there (out_refund_no).</param>
/// <param name="ChannelNo">The channel's own refund number (refund_id), once known.</param>
/// <param name="ChannelPaymentNo">The channel's number of the original payment (transaction_id).</param>
/// <param name="Amount">What is to be refunded.</param>
/// <param name="PaymentTotal">The original order's total, which WeChat compares.</param>
/// <param name="Reason">Shown to the payer where the channel does that.</param>
public sealed record ChannelRefund(
    string ChannelMerchant, string No, string? ChannelNo, string ChannelPaymentNo, Money Amount, Money PaymentTotal, string? Reason)
{
    /// <summary>
    /// The time that belongs to the number: where a channel's identity includes one (UnionPay's txnTime, BestPay's
    /// request date), every retry and query repeats it.
    /// </summary>
    public DateTimeOffset NumberedAt { get; init; }

    /// <summary>The channel's time of the original payment.</summary>
    public DateTimeOffset PaidAt { get; init; }
}

/// <summary>
/// What is sent: the operation, the path, and the exact body bytes, stored with the send before the call.
/// </summary>
public sealed record ChannelRequest(string Operation, string Method, string Path, byte[] Body);
