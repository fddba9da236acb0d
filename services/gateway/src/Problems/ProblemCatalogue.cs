namespace Gateway.Problems;

/// <summary>
/// Every code that the API answers with, in order of precedence: of several reasons to refuse a request, the first one
/// in this list is given. docs/errors.md is generated from it (a test compares them).
/// </summary>
public static class ProblemCatalogue
{
    // The way in.
    public static readonly ProblemKind TooManyHops =
        new("too_many_hops", 508, false, "The request went through the gateway too often.", "请求在网关间循环转发。");
    public static readonly ProblemKind RouteNotFound =
        new("route_not_found", 404, false, "There is nothing at this address.", "地址不存在。");
    public static readonly ProblemKind MethodNotAllowed =
        new("method_not_allowed", 405, false, "This address does not know this method.", "该地址不支持此方法。");
    public static readonly ProblemKind MediaTypeUnsupported =
        new("media_type_unsupported", 415, false, "The body must be application/json.", "请求体必须为 JSON。");
    public static readonly ProblemKind BodyTooLarge =
        new("body_too_large", 413, false, "The body is larger than this address accepts.", "请求体过大。");

    // Who asks.
    public static readonly ProblemKind AuthenticationMissing =
        new("authentication_missing", 401, false, "An API key and a message signature are needed.", "缺少 API 密钥或签名。");
    public static readonly ProblemKind ApiKeyInvalid =
        new("api_key_invalid", 401, false, "The API key is unknown or revoked.", "API 密钥无效或已吊销。");
    public static readonly ProblemKind SignatureMalformed =
        new("signature_malformed", 401, false,
            "The signature headers do not follow RFC 9421, or leave out a component.", "签名头不符合规范。");
    public static readonly ProblemKind SignatureExpired =
        new("signature_expired", 401, false, "The signature was created too long ago, or in the future.",
            "签名已过期或时间超前。");
    public static readonly ProblemKind DigestMismatch =
        new("digest_mismatch", 401, false, "Content-Digest is not the digest of the body.", "Content-Digest 与请求体不符。");
    public static readonly ProblemKind SignatureInvalid =
        new("signature_invalid", 401, false, "The signature is not right for this request.", "签名校验失败。");
    public static readonly ProblemKind RateLimited =
        new("rate_limited", 429, true, "Too many requests; wait as long as Retry-After says.", "请求过于频繁。");
    public static readonly ProblemKind NonceReplayed =
        new("nonce_replayed", 401, false, "This nonce was used before; sign the request anew.", "随机串重复使用。");

    // What is asked.
    public static readonly ProblemKind IdempotencyKeyMissing =
        new("idempotency_key_missing", 400, false, "A POST needs the header Idempotency-Key.", "缺少 Idempotency-Key。");
    public static readonly ProblemKind IdempotencyKeyMalformed =
        new("idempotency_key_malformed", 400, false, "Idempotency-Key is 1 to 255 visible ASCII characters.",
            "Idempotency-Key 格式错误。");
    public static readonly ProblemKind BodyMalformed =
        new("body_malformed", 400, false, "The body is not JSON.", "请求体不是合法 JSON。");
    public static readonly ProblemKind RequestInvalid =
        new("request_invalid", 400, false, "Members are missing, unknown or wrong; see errors.", "请求参数有误，详见 errors。");
    public static readonly ProblemKind IdempotencyKeyReused =
        new("idempotency_key_reused", 422, false, "This Idempotency-Key belongs to a request with another content.",
            "Idempotency-Key 已用于其他请求。");
    public static readonly ProblemKind IdempotencyKeyRunning =
        new("idempotency_key_running", 409, true, "A request with this Idempotency-Key is being worked on.",
            "相同请求正在处理中。");

    // Whether it may be.
    public static readonly ProblemKind PaymentNotFound =
        new("payment_not_found", 404, false, "You have no such payment.", "支付单不存在。");
    public static readonly ProblemKind RefundNotFound =
        new("refund_not_found", 404, false, "You have no such refund.", "退款单不存在。");
    public static readonly ProblemKind NotFound =
        new("not_found", 404, false, "You have nothing of this kind with this id.", "资源不存在。");
    public static readonly ProblemKind MerchantPaymentNoConflict =
        new("merchant_payment_no_conflict", 409, false, "This payment number is registered with other facts.",
            "支付单号已登记为其他内容。");
    public static readonly ProblemKind ChannelPaymentConflict =
        new("channel_payment_conflict", 409, false, "The channel's payment is registered under another payment number.",
            "该渠道支付单已登记在其他支付单号下。");
    public static readonly ProblemKind MerchantRefundNoConflict =
        new("merchant_refund_no_conflict", 409, false, "This refund number belongs to a refund with other content.",
            "退款单号已用于其他退款。");
    public static readonly ProblemKind ChannelNotOpened =
        new("channel_not_opened", 422, false, "This channel is not opened for you.", "未开通该渠道。");
    public static readonly ProblemKind CurrencyMismatch =
        new("currency_mismatch", 422, false, "A refund is in the currency of its payment.", "退款币种与支付币种不一致。");
    public static readonly ProblemKind RefundWindowClosed =
        new("refund_window_closed", 422, false, "The payment is too old to be refunded.", "已超过退款期限。");
    public static readonly ProblemKind ErrorRefundNotWhole =
        new("error_refund_not_whole", 422, false,
            "An error refund is the only refund of its payment, which then goes back whole or not at all.",
            "差错退款须全额且唯一，不支持部分退款。");
    public static readonly ProblemKind TooManyParts =
        new("too_many_parts", 422, false, "The payment has been refunded in as many parts as its channel allows.",
            "退款次数超过上限。");
    public static readonly ProblemKind AmountBelowMinimum =
        new("amount_below_minimum", 422, false, "Less than what the payment's channel refunds.", "退款金额低于渠道下限。");
    public static readonly ProblemKind AmountExceedsRefundable =
        new("amount_exceeds_refundable", 422, false, "More than what is left of the payment.", "退款金额超过可退金额。");
    public static readonly ProblemKind FailedRefundMayRevive =
        new("failed_refund_may_revive", 409, true,
            "Its channel may still execute a failed refund of this payment: repeat that one, or wait as long as Retry-After says.",
            "该支付单的失败退款仍可能被渠道执行：请用原退款单号重试，或按 Retry-After 等待。");
    public static readonly ProblemKind RefundNotCancellable =
        new("refund_not_cancellable", 409, false, "The refund has come too far to be cancelled.", "退款已无法撤销。");
    public static readonly ProblemKind PayeeRefused =
        new("payee_refused", 422, false, "The payee instrument was refused.", "收款人信息未通过校验。");
    public static readonly ProblemKind WebhookUrlRefused =
        new("webhook_url_refused", 422, false, "The address cannot receive webhooks.", "回调地址不可用。");

    // Whether we can.
    public static readonly ProblemKind ServiceUnavailable =
        new("service_unavailable", 503, true, "Nothing was done; send the same request again.", "服务暂不可用，未做任何处理。");
    public static readonly ProblemKind InternalError =
        new("internal_error", 500, true, "Our fault; send the same request again.", "内部错误，请重试。");

    /// <summary>All of them, in order of precedence.</summary>
    public static IReadOnlyList<ProblemKind> All { get; } =
    [
        TooManyHops, RouteNotFound, MethodNotAllowed, MediaTypeUnsupported, BodyTooLarge,
        AuthenticationMissing, ApiKeyInvalid, SignatureMalformed, SignatureExpired, DigestMismatch, SignatureInvalid,
        RateLimited, NonceReplayed,
        IdempotencyKeyMissing, IdempotencyKeyMalformed, BodyMalformed, RequestInvalid,
        IdempotencyKeyReused, IdempotencyKeyRunning,
        PaymentNotFound, RefundNotFound, NotFound, MerchantPaymentNoConflict, ChannelPaymentConflict,
        MerchantRefundNoConflict,
        ChannelNotOpened,
        CurrencyMismatch, RefundWindowClosed, ErrorRefundNotWhole, TooManyParts, AmountBelowMinimum,
        AmountExceedsRefundable,
        FailedRefundMayRevive, RefundNotCancellable,
        PayeeRefused, WebhookUrlRefused,
        ServiceUnavailable, InternalError,
    ];
}
