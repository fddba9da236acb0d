namespace Channels.WeChatPay;

/// <summary>Refunds through WeChat Pay API v3, direct merchants: create, query, abnormal refund.</summary>
internal sealed class WeChatPayRefundChannel(WeChatPayMerchants merchants, WeChatPayClient client) : IRefundChannel
{
    private const string Refunds = "/v3/refund/domestic/refunds";

    public string Name => "wechat";

    public ChannelAnswer.Refused? Missing(ChannelRefund refund) =>
        merchants.Find(refund.ChannelMerchant) is null ? NotSent(refund) : null;

    public ChannelRequest Compose(ChannelRefund refund) =>
        new(WeChatPayCodes.Create, "POST", Refunds, RefundBody.Create(refund, merchants[refund.ChannelMerchant]));

    public ChannelRequest? ComposeReturnToMerchant(ChannelRefund refund) =>
        refund.ChannelNo is not { Length: > 0 } refundId
            ? null
            : new ChannelRequest(
                WeChatPayCodes.ReturnToMerchant, "POST",
                $"{Refunds}/{Uri.EscapeDataString(refundId)}/apply-abnormal-refund",
                RefundBody.ReturnToMerchant(refund));

    /// <summary>
    /// A created refund that is refused with INVALID_REQUEST is asked for once, at once: the code stands for "already
    /// refunded" as well as for "too late", and only a query tells whether this number lives.
    /// </summary>
    public async Task<ChannelAnswer> Send(ChannelRefund refund, ChannelRequest request, CancellationToken ct)
    {
        if (merchants.Find(refund.ChannelMerchant) is not { } merchant) return NotSent(refund);

        var reply = await client.Call(merchant, request, ct);
        if (request.Operation != WeChatPayCodes.Create || reply is not WeChatPayReply.Said { Status: 400 } said
            || said.Error() is not { Code: "INVALID_REQUEST" } error)
            return Read(request.Operation, refund, reply);

        return await Ask(refund, ct) switch
        {
            ChannelAnswer.NeverSeen => new ChannelAnswer.Refused(Refusal.Final, "INVALID_REQUEST", error.Message ?? ""),
            ChannelAnswer.Throttled or ChannelAnswer.Unknown =>
                new ChannelAnswer.Unknown($"INVALID_REQUEST {error.Message}, and its query told nothing"),
            var known => known,
        };
    }

    /// <summary>V3 knows one query key, out_refund_no; it does not expire.</summary>
    public async Task<ChannelAnswer> Ask(ChannelRefund refund, CancellationToken ct)
    {
        if (merchants.Find(refund.ChannelMerchant) is not { } merchant)
            return new ChannelAnswer.Unknown($"mchid {refund.ChannelMerchant} is not configured");
        var request = new ChannelRequest(WeChatPayCodes.Ask, "GET", $"{Refunds}/{Uri.EscapeDataString(refund.No)}", []);
        return Read(WeChatPayCodes.Ask, refund, await client.Call(merchant, request, ct));
    }

    private static ChannelAnswer Read(string operation, ChannelRefund order, WeChatPayReply reply) => reply switch
    {
        WeChatPayReply.Said { Status: 200 } said => ReadRefund(order, said.Body),
        WeChatPayReply.Said said => WeChatPayCodes.Error(operation, said),
        WeChatPayReply.Silence silence => new ChannelAnswer.Unknown(silence.Reason),
        _ => new ChannelAnswer.Unknown("no reply"),
    };

    private static ChannelAnswer ReadRefund(ChannelRefund order, byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, WeChatPayJson.Default.RefundDocument) is { } refund
                ? RefundMatch.Difference(order, refund) is { } difference
                    ? new ChannelAnswer.Unknown($"the answer is about another refund: {difference}") { IsMismatch = true }
                    : WeChatPayCodes.Status(refund)
                : new ChannelAnswer.Unknown("empty answer");
        }
        catch (JsonException e)
        {
            return new ChannelAnswer.Unknown($"garbage: {e.Message}");
        }
    }

    private static ChannelAnswer.Refused NotSent(ChannelRefund refund) => new(
        Refusal.Configuration, "MCHID_NOT_CONFIGURED",
        $"mchid {refund.ChannelMerchant} has no keys here; nothing was sent.");
}
