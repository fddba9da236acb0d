using Contracts.Payments;
using Gateway.Problems;
using Gateway.Requests;

namespace Gateway.Payments;

/// <summary>A payment as a merchant tells it, checked for form.</summary>
/// <param name="Settlement">A word of <see cref="Settlements"/>; null when it was left out.</param>
/// <param name="At">Where it stands in the body: empty, or <c>/payment</c>.</param>
public sealed record PaymentWish(PaymentFacts Facts, string? Settlement, PayeeInstrument? Payee, string At)
{
    private const int NumberLength = 64;
    private static readonly TimeSpan AheadAtMost = TimeSpan.FromMinutes(5);
    private static readonly string[] Instruments = ["wallet", "card"];

    public static PaymentWish Read(BodyReader body, Guid merchantId, DateTimeOffset now, string at = "")
    {
        var (no, paid, fee) = (
            body.Code("merchant_payment_no", NumberLength), body.Amount("paid"), body.Amount("fee", smallest: 0));
        var (channel, merchant, channelNo) = (
            body.Code("channel", 32), body.Code("channel_merchant", NumberLength),
            body.Code("channel_payment_no", NumberLength));
        var (instrument, captured) = (body.OneOf("instrument", Instruments), body.Time("captured_at"));
        if (paid is { } p && fee is { } f && (f.Currency != p.Currency || f > p))
            body.Note("fee", FieldCodes.Contradiction, "In the currency of paid, and not more than it.");
        if (captured > now + AheadAtMost)
            body.Note("captured_at", FieldCodes.Contradiction, "Not in the future.");
        var facts = new PaymentFacts(
            PaymentIds.For(merchantId, no, captured ?? default), merchantId, no, paid ?? default, fee ?? default,
            channel, merchant, channelNo,
            instrument, captured ?? default);
        return new(
            facts, body.OptionalOneOf("settlement", Settlements.All),
            PayeeEndpoints.Read(body.Nested("payee", required: false)), at);
    }

    /// <summary>The same payment with the same facts.</summary>
    public bool IsAbout(Payment known) => known.IsAbout(Facts with { PaymentId = known.Id })
        && (Settlement ?? Settlements.NextDay) == (known.Settlement ?? Settlements.NextDay);
}
