using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Gateway.Documents;

/// <summary>
/// The parameters of <c>GET /v1/refunds</c>, for the document; they are read, strictly, by
/// <see cref="Refunds.RefundQuery"/>.
/// </summary>
internal sealed record RefundListParameters(
    [property: FromQuery(Name = "limit"), Description("1 to 100; 20 when absent.")] string? Limit,
    [property: FromQuery(Name = "after"), Description("Older than this place: after of the page before.")]
    string? After,
    [property: FromQuery(Name = "before"), Description("Newer than this place: before of the page after.")]
    string? Before,
    [property: FromQuery(Name = "state"), Description("Only refunds in this state.")] string? State,
    [property: FromQuery(Name = "merchant_refund_no"), Description("Only the refund with your number.")]
    string? MerchantRefundNo,
    [property: FromQuery(Name = "payment_id"), Description("Only refunds of this payment.")] string? PaymentId);
