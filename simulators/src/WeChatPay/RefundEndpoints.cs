namespace Simulators.WeChatPay;

/// <summary>The refund API v3 for direct merchants.</summary>
internal static class RefundEndpoints
{
    private const string Refunds = "/v3/refund/domestic/refunds";

    public static void MapRefunds(this WebApplication app)
    {
        app.MapPost(Refunds, (HttpContext http, FrontDoor door, RefundLedger ledger) => door.Handle(
            http,
            body => RefundOrder.Parse(body) is { } order
                ? new Topic("create", order.OutRefundNo ?? "", order.TransactionId ?? order.OutTradeNo ?? "")
                : new Topic("create", "", ""),
            (merchant, body) => RefundOrder.Parse(body) is { } order
                ? ledger.Create(merchant, order)
                : Answer.Malformed("body")));

        app.MapGet($"{Refunds}/{{no}}", (HttpContext http, string no, FrontDoor door) => door.Handle(
            http, _ => new Topic("query", no, ""), (merchant, _) => RefundLedger.Query(merchant, no)));

        app.MapPost($"{Refunds}/{{refundId}}/apply-abnormal-refund",
            (HttpContext http, string refundId, FrontDoor door, RefundLedger ledger, Platform platform) => door.Handle(
                http,
                body => new Topic("return", AbnormalOrder.Parse(body)?.OutRefundNo ?? "", ""),
                (merchant, body) => ApplyAbnormal(merchant, refundId, AbnormalOrder.Parse(body), (ledger, platform))));
    }

    private static Answer ApplyAbnormal(
        Merchant merchant, string refundId, AbnormalOrder? order, (RefundLedger Ledger, Platform Platform) to)
    {
        if (order?.Type == "MERCHANT_BANK_CARD")
            return to.Ledger.ApplyAbnormal(merchant, refundId, order.OutRefundNo, card: null);
        if (order?.Type != "USER_BANK_CARD") return Answer.Malformed("type");
        return to.Platform.Decrypt(order.BankAccount) is { Length: >= 4 } card
            && to.Platform.Decrypt(order.RealName) is not null
            ? to.Ledger.ApplyAbnormal(merchant, refundId, order.OutRefundNo, card[^4..])
            : Answer.Malformed("bank_account");
    }

    private sealed record AbnormalOrder(string? OutRefundNo, string? Type, string? BankAccount, string? RealName)
    {
        public static AbnormalOrder? Parse(byte[] body)
        {
            try
            {
                return JsonSerializer.Deserialize<AbnormalOrder>(body, Answer.Json);
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }
}
