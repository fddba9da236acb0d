namespace Contracts.Payments;

/// <summary>
/// What a captured payment is: all that later steps need to know of it. Commands carry it whole, so that a service
/// started from an older copy of its database can re-create what it is missing (architecture §3).
/// </summary>
/// <param name="PaymentId">Ours.</param>
/// <param name="MerchantId">Whose payment it is; also the pocket owner in the ledger.</param>
/// <param name="MerchantPaymentNo">The merchant's own number, unique per merchant.</param>
/// <param name="Paid">What the payer really paid, after discounts: refunds are measured against this (S16, S93).</param>
/// <param name="Fee">What the merchant was charged for the payment, in the payment's currency; zero is fine (S112).</param>
/// <param name="Channel">The channel's code, for example <c>wechat</c>.</param>
/// <param name="ChannelMerchant">The merchant number at the channel (mchid).</param>
/// <param name="ChannelPaymentNo">The channel's own number of the payment (transaction_id).</param>
/// <param name="Instrument"><c>wallet</c> or <c>card</c>: how fast a refund can arrive (S7).</param>
/// <param name="CapturedAt">The channel's time of the capture (S59).</param>
public sealed record PaymentFacts(
    Guid PaymentId,
    Guid MerchantId,
    string MerchantPaymentNo,
    Money Paid,
    Money Fee,
    string Channel,
    string ChannelMerchant,
    string ChannelPaymentNo,
    string Instrument,
    DateTimeOffset CapturedAt);
