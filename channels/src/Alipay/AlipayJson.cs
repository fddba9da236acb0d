using System.Text.Json.Serialization;

namespace Channels.Alipay;

/// <summary>
/// How the channel's JSON is read: snake case, unknown members allowed, a member that stands twice is garbage.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(AlipayAnswer))]
[JsonSerializable(typeof(DepositBackMessage))]
internal sealed partial class AlipayJson : JsonSerializerContext;

/// <summary>
/// The members of the answers to refund, refund query and bill query. All may be absent; amounts are yuan text.
/// </summary>
internal sealed record AlipayAnswer
{
    public string? Code { get; init; }
    public string? Msg { get; init; }
    public string? SubCode { get; init; }
    public string? SubMsg { get; init; }

    public string? TradeNo { get; init; }
    public string? OutRequestNo { get; init; }
    public string? GmtRefundPay { get; init; }

    /// <summary>What the merchant's account really gave for this refund.</summary>
    public string? SendBackFee { get; init; }

    public IReadOnlyList<RefundDetailItem>? RefundDetailItemList { get; init; }

    /// <summary>What the payer gets of this refund.</summary>
    public string? PresentRefundBuyerAmount { get; init; }

    /// <summary>Answer to a refund: <c>Y</c> when this very call moved money (S17).</summary>
    public string? FundChange { get; init; }

    /// <summary>Answer to a refund: all that was refunded of the <em>trade</em>, never this refund's amount.</summary>
    public string? RefundFee { get; init; }

    public string? RefundCurrency { get; init; }

    /// <summary>Answer to a query: REFUND_SUCCESS, or absent.</summary>
    public string? RefundStatus { get; init; }

    /// <summary>Answer to a query: this refund's amount.</summary>
    public string? RefundAmount { get; init; }

    /// <summary>Answer to a query: the trade's amount.</summary>
    public string? TotalAmount { get; init; }

    public string? ErrorCode { get; init; }
    public DepositBackInfo? DepositBackInfo { get; init; }

    public string? BillDownloadUrl { get; init; }
}

/// <summary>Where a part of the money came from, and goes back to.</summary>
internal sealed record RefundDetailItem(string? FundChannel, string? Amount);

/// <summary>How the payer's bank took it: <c>S</c>, <c>F</c> or <c>P</c>.</summary>
internal sealed record DepositBackInfo(string? DbackStatus, string? BankAckTime);

/// <summary>The biz_content of <c>alipay.trade.refund.depositback.completed</c>.</summary>
internal sealed record DepositBackMessage(
    string? TradeNo, string? OutRequestNo, string? DbackStatus, string? DbackAmount, string? BankAckTime);
