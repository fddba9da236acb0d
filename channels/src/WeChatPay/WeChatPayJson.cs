using System.Text.Json.Serialization;

namespace Channels.WeChatPay;

/// <summary>
/// How the channel's JSON is read: snake case, unknown members allowed, a member that stands twice is garbage.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(RefundDocument))]
[JsonSerializable(typeof(RefundNoticeDocument))]
[JsonSerializable(typeof(NoticeEnvelope))]
[JsonSerializable(typeof(ErrorDocument))]
[JsonSerializable(typeof(BillLink))]
[JsonSerializable(typeof(PlatformCertificates.CertificateList))]
internal sealed partial class WeChatPayJson : JsonSerializerContext;

/// <summary>
/// The refund object that create, query and abnormal refund share. All members may be absent on the wire.
/// </summary>
internal sealed record RefundDocument(
    string? RefundId, string? OutRefundNo, string? TransactionId, string? Channel, string? UserReceivedAccount,
    DateTimeOffset? SuccessTime, string? Status, AmountDocument? Amount);

/// <summary>Amounts in fen.</summary>
internal sealed record AmountDocument(
    long? Total, long? Refund, long? PayerTotal, long? PayerRefund, long? SettlementRefund, string? Currency);

/// <summary>The decrypted resource of a refund notice.</summary>
internal sealed record RefundNoticeDocument(
    string? Mchid, string? SpMchid, string? TransactionId, string? OutRefundNo, string? RefundId, string? RefundStatus,
    DateTimeOffset? SuccessTime, string? UserReceivedAccount, AmountDocument? Amount);

/// <summary>The body of a notice.</summary>
internal sealed record NoticeEnvelope(string? Id, string? EventType, string? ResourceType, EncryptedResource? Resource);

internal sealed record ErrorDocument(string? Code, string? Message);

internal sealed record BillLink(string? HashType, string? HashValue, string? DownloadUrl);
