namespace Channels.UnionPay;

/// <summary>
/// Refunds (退货) through UnionPay's full-channel platform. A transaction is known there by merchant number, order number
/// and txnTime together; a repetition is refused as a duplicate (12), so that after silence only the query helps.
/// </summary>
internal sealed class UnionPayRefundChannel(UnionPayMerchants merchants, UnionPayClient client) : IRefundChannel
{
    public string Name => "unionpay";

    public ChannelAnswer.Refused? Missing(ChannelRefund refund) =>
        merchants.Find(refund.ChannelMerchant) is null ? NotSent(refund) : null;

    public ChannelRequest Compose(ChannelRefund refund) => new(
        UnionPayCodes.Create, "POST", UnionPayClient.TradePath,
        RefundForm.Create(refund, merchants[refund.ChannelMerchant]).ToForm());

    /// <summary>UnionPay knows no such thing.</summary>
    public ChannelRequest? ComposeReturnToMerchant(ChannelRefund refund) => null;

    public async Task<ChannelAnswer> Send(ChannelRefund refund, ChannelRequest request, CancellationToken ct)
    {
        if (merchants.Find(refund.ChannelMerchant) is not { } merchant) return NotSent(refund);
        if (refund.Amount.Currency != RefundForm.Currency)
            return new ChannelAnswer.Refused(
                Refusal.Final, "CURRENCY_NOT_SUPPORTED", $"Nothing but {RefundForm.Currency}; nothing was sent.");
        if (!Message.TryParseForm(request.Body, out var composed))
            return new ChannelAnswer.Unknown("the stored request is unreadable; nothing was sent now");

        return await client.Call(request.Path, merchant.Signer.Sign(composed).ToForm(), ct) switch
        {
            UnionPayReply.Said { Message: var answer } =>
                Mismatch(refund, answer, isSuccess: answer["respCode"] == "00") ?? UnionPayCodes.Created(answer),
            UnionPayReply.Silence silence => new ChannelAnswer.Unknown(silence.Reason),
            _ => new ChannelAnswer.Unknown("no reply"),
        };
    }

    /// <summary>By number and txnTime; the channel's own number, when we have it, is compared.</summary>
    public async Task<ChannelAnswer> Ask(ChannelRefund refund, CancellationToken ct)
    {
        if (merchants.Find(refund.ChannelMerchant) is not { } merchant)
            return new ChannelAnswer.Unknown($"merId {refund.ChannelMerchant} is not configured");
        var form = merchant.Signer.Sign(RefundForm.Query(refund)).ToForm();
        return await client.Call(UnionPayClient.QueryPath, form, ct) switch
        {
            UnionPayReply.Said { Message: var answer } =>
                Mismatch(refund, answer, isSuccess: answer["respCode"] == "00") ?? UnionPayCodes.Asked(refund, answer),
            UnionPayReply.Silence silence => new ChannelAnswer.Unknown(silence.Reason),
            _ => new ChannelAnswer.Unknown("no reply"),
        };
    }

    private static ChannelAnswer.Unknown? Mismatch(ChannelRefund order, Message answer, bool isSuccess) =>
        RefundMatch.Difference(order, answer, isSuccess) is { } field
            ? new ChannelAnswer.Unknown($"the answer is not about this refund: {field}")
            {
                IsMismatch = answer[field] is not null,
            }
            : null;

    private static ChannelAnswer.Refused NotSent(ChannelRefund refund) => new(
        Refusal.Configuration, "MERID_NOT_CONFIGURED",
        $"merId {refund.ChannelMerchant} has no key here; nothing was sent.");
}
