using System.Text.Json.Serialization;

namespace Channels.BestPay;

/// <summary>
/// How the channel's JSON is read: camel case, unknown members allowed, amounts as numbers or as texts of digits, a
/// member that stands twice is garbage.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, AllowDuplicateProperties = false,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(AnswerDocument))]
[JsonSerializable(typeof(NoticeDocument))]
internal sealed partial class BestPayJson : JsonSerializerContext;

/// <summary>What create and query answer. All members may be absent on the wire.</summary>
internal sealed record AnswerDocument(bool? Success, RefundDocument? Result, string? ErrorCode, string? ErrorMsg);

/// <summary>
/// A refund in an answer; amounts in fen. <paramref name="TradeNo"/> is the channel's number of it.
/// </summary>
internal sealed record RefundDocument(
    string? MerchantNo, string? OutTradeNo, string? OutRequestNo, string? TradeNo, long? RefundAmt, string? Ccy,
    string? TradeStatus, string? TradeResultDesc, string? RefundFinishedDate);

/// <summary>A notice; amounts in fen.</summary>
internal sealed record NoticeDocument(
    string? MerchantNo, string? OutTradeNo, string? OutRefundNo, string? NotifyType, long? RefundAmt,
    string? TradeStatus, string? TradeNo, string? RefundFinishedDate);
