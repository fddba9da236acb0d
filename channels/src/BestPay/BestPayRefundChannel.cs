using Microsoft.Extensions.Options;

namespace Channels.BestPay;

/// <summary>Refunds through BestPay's MAPI: tradeRefund and refundOrderQuery.</summary>
internal sealed class BestPayRefundChannel(
    BestPayMerchants merchants, BestPayClient client, IOptions<BestPayOptions> options, TimeProvider clock)
    : IRefundChannel
{
    private const string Receipts = "/mapi/uniformReceipt";

    public string Name => "bestpay";

    public ChannelAnswer.Refused? Missing(ChannelRefund refund) =>
        merchants.Find(refund.ChannelMerchant) is null ? NotSent(refund) : null;

    public ChannelRequest Compose(ChannelRefund refund) => new(
        BestPayCodes.Create, "POST", $"{Receipts}/tradeRefund",
        RefundBody.Create(refund, merchants[refund.ChannelMerchant]));

    /// <summary>The channel knows no such thing: what fails is tried again by itself, then by its own staff (S30).</summary>
    public ChannelRequest? ComposeReturnToMerchant(ChannelRefund refund) => null;

    public async Task<ChannelAnswer> Send(ChannelRefund refund, ChannelRequest request, CancellationToken ct) =>
        merchants.Find(refund.ChannelMerchant) is { } merchant
            ? Read(request.Operation, refund, await client.Call(merchant, request, ct))
            : NotSent(refund);

    public async Task<ChannelAnswer> Ask(ChannelRefund refund, CancellationToken ct)
    {
        if (merchants.Find(refund.ChannelMerchant) is not { } merchant)
            return new ChannelAnswer.Unknown($"merchantNo {refund.ChannelMerchant} is not configured");
        var request = new ChannelRequest(
            BestPayCodes.Ask, "POST", $"{Receipts}/refundOrderQuery", RefundBody.Query(refund));
        var answer = Read(BestPayCodes.Ask, refund, await client.Call(merchant, request, ct));
        return answer is ChannelAnswer.NeverSeen && !IsInWindow(refund)
            ? new ChannelAnswer.Unknown("not found, and the query no longer looks at the refund's date (S27)")
            : answer;
    }

    /// <summary>Judged when the answer is there: what is inside then was inside when the channel looked.</summary>
    private bool IsInWindow(ChannelRefund refund) =>
        (clock.GetUtcNow() - refund.NumberedAt).Duration() <= TimeSpan.FromDays(options.Value.QueryWindowDays);

    private ChannelAnswer Read(string operation, ChannelRefund order, BestPayReply reply) => reply switch
    {
        BestPayReply.Said { Answer: { Success: true, Result: { } refund } } =>
            RefundMatch.Difference(order, refund, operation == BestPayCodes.Ask) is { } difference
                ? new ChannelAnswer.Unknown($"the answer is about another refund: {difference}") { IsMismatch = true }
                : BestPayCodes.Status(operation, refund, order.Amount),
        BestPayReply.Said { Answer: { Success: false } error } =>
            BestPayCodes.Error(operation, error, options.Value.ContractCodes),
        BestPayReply.TooFast throttled => new ChannelAnswer.Throttled(throttled.RetryAfter),
        BestPayReply.Silence silence => new ChannelAnswer.Unknown(silence.Reason),
        _ => new ChannelAnswer.Unknown("an answer without a result"),
    };

    private static ChannelAnswer.Refused NotSent(ChannelRefund refund) => new(
        Refusal.Configuration, "MERCHANT_NOT_CONFIGURED",
        $"merchantNo {refund.ChannelMerchant} has no keys here; nothing was sent.");
}
