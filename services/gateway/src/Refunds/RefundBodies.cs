using System.ComponentModel.DataAnnotations;
using Contracts;
using Gateway.Payments;

namespace Gateway.Refunds;

/// <summary>The body of <c>POST /v1/refunds</c>.</summary>
/// <param name="MerchantRefundNo">Your own number, unique for ever; repeating it returns the same refund.</param>
/// <param name="PaymentId">Our id of the payment; or give <paramref name="MerchantPaymentNo"/>, exactly one of the
/// two.</param>
/// <param name="MerchantPaymentNo">Your number of the payment.</param>
/// <param name="Amount">In the currency of the payment, at most what is left of it.</param>
/// <param name="Reason">Shown to the payer where the channel does that; at most 80 characters.</param>
/// <param name="Metadata">At most 50 pairs, keys to 40 and values to 500 characters.</param>
public sealed record RefundRequest(
    [property: Required] string MerchantRefundNo,
    Guid? PaymentId,
    string? MerchantPaymentNo,
    [property: Required] Money Amount,
    string? Reason,
    IReadOnlyDictionary<string, string>? Metadata);

/// <summary>
/// The body of <c>POST /v1/error-refunds</c>: a payment that should not be goes back, whole. There is no amount.
/// </summary>
/// <param name="MerchantRefundNo">Your own number, unique for ever among all your refunds.</param>
/// <param name="Payment">As for <c>POST /v1/payments</c>; it may be registered already, with the same facts.</param>
/// <param name="Kind"><c>duplicate_payment</c> or <c>late_payment</c>: paid after the order had lost its validity.</param>
/// <param name="Reason">Shown to the payer where the channel does that; at most 80 characters.</param>
public sealed record ErrorRefundRequest(
    [property: Required] string MerchantRefundNo,
    [property: Required] PaymentRequest Payment,
    [property: Required] string Kind,
    string? Reason);

/// <summary>A refund. All facts are shown, whatever the promise policy; absent members are not known yet.</summary>
/// <param name="Kind"><c>ordinary</c>, or of an error refund <c>duplicate_payment</c> or <c>late_payment</c>.</param>
/// <param name="Version">Higher with each change, by one or more; also the sequence of webhooks and the ETag.</param>
/// <param name="WaitingFor"><c>merchant_funds</c>, <c>payee_data</c>, <c>operator</c> or <c>channel_funds</c>.</param>
/// <param name="Excess">At the payer beyond the amount, by a fact that broke the rule; absent when there is none.</param>
/// <param name="SuccessPromisedAt">From here on you may tell your customer that the refund is certain, by your promise
/// policy.</param>
/// <param name="ChannelFinalAt">The channel's own time of the outcome.</param>
/// <param name="ReconciledAt">When the channel's own file was found to agree.</param>
public sealed record RefundView(
    Guid Id,
    string MerchantRefundNo,
    Guid PaymentId,
    Money Amount,
    RefundKind Kind,
    string? Reason,
    IReadOnlyDictionary<string, string>? Metadata,
    MerchantState State,
    int Attempt,
    int Version,
    string? Method,
    string? WaitingFor,
    DateTimeOffset? ExpectedUntil,
    string? Destination,
    Money? Excess,
    RefundFailure? Error,
    DateTimeOffset? AcceptedAt,
    DateTimeOffset? SuccessPromisedAt,
    DateTimeOffset? ChannelFinalAt,
    DateTimeOffset? ReconciledAt,
    DateOnly? BillDate,
    DateTimeOffset? CancelAskedAt,
    DateTimeOffset? CancelRefusedAt,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    public static RefundView Of(Refund r) => new(
        r.Id, r.MerchantRefundNo, r.PaymentId, r.Amount, r.Kind, r.Reason, r.Metadata, r.State, r.Attempt, r.Version,
        r.Method, r.WaitingFor, r.ExpectedUntil, r.Destination,
        r.Excess == 0 ? null : r.Amount with { Minor = r.Excess },
        r.ErrorCode is null ? null : new(r.ErrorCode, r.ErrorMessage ?? "", r.Retryable), r.AcceptedAt,
        r.SuccessPromisedAt, r.ChannelFinalAt, r.ReconciledAt, r.BillDate, r.CancelAskedAt, r.CancelRefusedAt,
        r.CreatedAt, r.UpdatedAt);
}

/// <summary>Why a refund failed or was rejected.</summary>
/// <param name="Retryable">Whether sending the same refund again re-opens it.</param>
public sealed record RefundFailure(string Code, string Message, bool Retryable);

/// <summary>A page of refunds, the newest first.</summary>
/// <param name="HasMore">Whether there are more in the direction that was asked for.</param>
/// <param name="After">Give it as <c>after</c> to get the next, older page.</param>
/// <param name="Before">Give it as <c>before</c> to get the newer page.</param>
public sealed record RefundPage(IReadOnlyList<RefundView> Data, bool HasMore, string? After, string? Before);
