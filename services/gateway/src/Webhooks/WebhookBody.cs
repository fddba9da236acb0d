using Contracts;
using Gateway.Refunds;
using Gateway.Requests;

namespace Gateway.Webhooks;

/// <summary>
/// What is posted: thin, so that a receiver reads the refund for the rest and nothing sensitive travels.
/// </summary>
/// <param name="Type"><c>refund.</c> and its state.</param>
/// <param name="Timestamp">When the refund changed.</param>
public sealed record WebhookBody(string Type, DateTimeOffset Timestamp, WebhookRefund Data)
{
    /// <summary>All types, for filters.</summary>
    public static IReadOnlyList<string> Types { get; } = [.. Enum.GetValues<MerchantState>().Select(TypeOf)];

    public static WebhookBody Of(Refund refund) => new(
        TypeOf(refund.State),
        refund.UpdatedAt,
        new WebhookRefund(
            refund.Id, refund.MerchantRefundNo, refund.PaymentId, refund.State, refund.Amount, refund.Version,
            refund.Attempt, refund.WaitingFor, refund.ErrorCode));

    public byte[] ToBytes() => ApiJson.Write(this);

    private static string TypeOf(MerchantState state) =>
        "refund." + JsonNamingPolicy.SnakeCaseLower.ConvertName(state.ToString());
}

/// <summary>The refund as far as a webhook tells it.</summary>
/// <param name="Sequence">The refund's version: drop what is not higher than you know. It leaves numbers out.</param>
public sealed record WebhookRefund(
    Guid RefundId,
    string MerchantRefundNo,
    Guid PaymentId,
    MerchantState State,
    Money Amount,
    int Sequence,
    int Attempt,
    string? WaitingFor,
    string? ErrorCode);
