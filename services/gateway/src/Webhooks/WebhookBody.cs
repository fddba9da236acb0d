using Contracts;
using Gateway.Refunds;
using Gateway.Requests;

namespace Gateway.Webhooks;

/// <summary>
/// What is posted: thin, so that a receiver reads the refund for the rest and nothing sensitive travels.
/// </summary>
/// <param name="Type">
/// <c>refund.</c> and its state, or what the change means when it overrules an end that was told before (M10).
/// </param>
/// <param name="Timestamp">When the refund changed.</param>
public sealed record WebhookBody(string Type, DateTimeOffset Timestamp, WebhookRefund Data)
{
    /// <summary>All types, for filters.</summary>
    public static IReadOnlyList<string> Types { get; } =
    [
        .. Enum.GetValues<MerchantState>().Select(state => TypeOf(state)),
        .. Enum.GetValues<RefundNews>().Where(news => news is not RefundNews.State).Select(news => TypeOf(news)),
    ];

    public static WebhookBody Of(Refund refund) => Of(
        refund, refund.News is RefundNews.State ? TypeOf(refund.State) : TypeOf(refund.News));

    /// <summary>
    /// For an endpoint that wants the state and has not asked for the other types; null when it is the same.
    /// </summary>
    public static WebhookBody? OfState(Refund refund) =>
        refund.News is RefundNews.State ? null : Of(refund, TypeOf(refund.State));

    private static WebhookBody Of(Refund refund, string type) => new(
        type,
        refund.UpdatedAt,
        new WebhookRefund(
            refund.Id, refund.MerchantRefundNo, refund.PaymentId, refund.Kind, refund.State, refund.Amount,
            refund.Excess == 0 ? null : refund.Amount with { Minor = refund.Excess }, refund.Version, refund.Attempt,
            refund.WaitingFor, refund.Destination, refund.ErrorCode));

    public byte[] ToBytes() => ApiJson.Write(this);

    private static string TypeOf(Enum word) =>
        "refund." + JsonNamingPolicy.SnakeCaseLower.ConvertName(word.ToString());
}

/// <summary>The refund as far as a webhook tells it.</summary>
/// <param name="Excess">At the payer beyond the amount; absent when there is none.</param>
/// <param name="Sequence">The refund's version: drop what is not higher than you know. It leaves numbers out.</param>
public sealed record WebhookRefund(
    Guid RefundId,
    string MerchantRefundNo,
    Guid PaymentId,
    RefundKind Kind,
    MerchantState State,
    Money Amount,
    Money? Excess,
    int Sequence,
    int Attempt,
    string? WaitingFor,
    string? Destination,
    string? ErrorCode);
