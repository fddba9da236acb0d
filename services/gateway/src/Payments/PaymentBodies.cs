using System.ComponentModel.DataAnnotations;
using Contracts;

namespace Gateway.Payments;

/// <summary>
/// The body of <c>POST /v1/payments</c>: a payment that was captured elsewhere and may be refunded here.
/// </summary>
/// <param name="MerchantPaymentNo">Your own number, unique for ever.</param>
/// <param name="Paid">What the payer really paid, after discounts.</param>
/// <param name="Fee">What you were charged for it; zero is fine.</param>
/// <param name="Channel">For example <c>wechat</c>.</param>
/// <param name="ChannelMerchant">Your merchant number at the channel.</param>
/// <param name="ChannelPaymentNo">The channel's number of the payment.</param>
/// <param name="Instrument"><c>wallet</c> or <c>card</c>.</param>
/// <param name="CapturedAt">The channel's time of the capture, RFC 3339.</param>
/// <param name="Payee">Where a refund can be paid to when the original route is dead. Goes straight to the
/// vault.</param>
/// <param name="Settlement">When you get its money: <c>t1</c> when absent, <c>t0</c> or <c>d0</c>. What is settled already is at most
/// channels not refunded by the original route.</param>
public sealed record PaymentRequest(
    [property: Required] string MerchantPaymentNo,
    [property: Required] Money Paid,
    [property: Required] Money Fee,
    [property: Required] string Channel,
    [property: Required] string ChannelMerchant,
    [property: Required] string ChannelPaymentNo,
    [property: Required] string Instrument,
    [property: Required] DateTimeOffset CapturedAt,
    PayeeInstrument? Payee,
    string? Settlement = null);

/// <summary>The payer's own card or account. Never stored or logged outside the vault.</summary>
public sealed record PayeeInstrument(
    [property: Required] string Name, [property: Required] string Account, [property: Required] string BankCode)
{
    /// <summary>Says nothing: this must never reach a log.</summary>
    public override string ToString() => nameof(PayeeInstrument);
}

/// <summary>A payment and what is left of it.</summary>
/// <param name="ClearedAt">When it was priced and booked; refunds of it wait until then.</param>
/// <param name="Refunded">At the payer.</param>
/// <param name="InFlight">Asked for and not ended.</param>
/// <param name="Refundable">May still be asked for.</param>
/// <param name="ExcessRefunded">At the payer beyond what was paid; absent when zero.</param>
/// <param name="Settlement"><c>t1</c>, <c>t0</c> or <c>d0</c>.</param>
/// <param name="Parts">Refunds that moved money or still may.</param>
public sealed record PaymentView(
    Guid Id,
    string MerchantPaymentNo,
    Money Paid,
    Money Fee,
    string Channel,
    string ChannelMerchant,
    string ChannelPaymentNo,
    string Instrument,
    DateTimeOffset CapturedAt,
    string Settlement,
    DateTimeOffset? ClearedAt,
    Money Refunded,
    Money InFlight,
    Money Refundable,
    Money? ExcessRefunded,
    int Parts,
    DateTimeOffset CreatedAt)
{
    public static PaymentView Of(Payment p) => new(
        p.Id, p.MerchantPaymentNo, p.Paid, p.Fee, p.Channel, p.ChannelMerchant, p.ChannelPaymentNo, p.Instrument,
        p.CapturedAt, p.Settlement ?? Settlements.NextDay, p.ClearedAt,
        p.Paid with { Minor = p.Refunded }, p.Paid with { Minor = p.InFlight }, p.Refundable,
        p.ExcessRefunded == 0 ? null : p.Paid with { Minor = p.ExcessRefunded }, p.Parts, p.CreatedAt);
}
