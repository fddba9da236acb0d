namespace Channels.Alipay;

/// <summary>Refunds through Alipay's open platform, gateway protocol: refund and refund query.</summary>
internal sealed class AlipayRefundChannel(AlipayMerchants merchants, AlipayClient client) : IRefundChannel
{
    public string Name => AlipaySetup.Name;

    public ChannelAnswer.Refused? Missing(ChannelRefund refund) =>
        merchants.Find(refund.ChannelMerchant) is null ? NotSent(refund) : null;

    public ChannelRequest Compose(ChannelRefund refund) =>
        new(AlipayCodes.Refund, "POST", AlipayTransport.Gateway, BizContent.Refund(refund));

    /// <summary>Alipay knows no such thing: what the payer's bank refuses goes to his balance (S177).</summary>
    public ChannelRequest? ComposeReturnToMerchant(ChannelRefund refund) => null;

    /// <summary>
    /// A refusal for the trade's state is asked for once, at once: only a query tells whether this number lives.
    /// </summary>
    public async Task<ChannelAnswer> Send(ChannelRefund refund, ChannelRequest request, CancellationToken ct)
    {
        if (merchants.Find(refund.ChannelMerchant) is not { } merchant) return NotSent(refund);

        var answer = Read(await client.Call(merchant, request, ct), said => AlipayCodes.OfRefund(refund, said));
        if (answer is not ChannelAnswer.Refused refused || !AlipayCodes.IsAboutTheState(refused.Code)) return answer;

        return await Ask(refund, ct) switch
        {
            ChannelAnswer.NeverSeen => refused,
            ChannelAnswer.Throttled or ChannelAnswer.Unknown { IsMismatch: false } =>
                new ChannelAnswer.Unknown($"{refused.Code} {refused.Message}, and its query told nothing"),
            var known => known,
        };
    }

    /// <summary>One query key: the trade's number with ours. It does not expire.</summary>
    public async Task<ChannelAnswer> Ask(ChannelRefund refund, CancellationToken ct)
    {
        if (merchants.Find(refund.ChannelMerchant) is not { } merchant)
            return new ChannelAnswer.Unknown($"app_id {refund.ChannelMerchant} is not configured");
        var request = new ChannelRequest(
            AlipayCodes.Query, "POST", AlipayTransport.Gateway, BizContent.Query(refund));
        return Read(await client.Call(merchant, request, ct), said => AlipayCodes.OfQuery(refund, said));
    }

    private static ChannelAnswer Read(AlipayReply reply, Func<AlipayAnswer, ChannelAnswer> meaning) => reply switch
    {
        AlipayReply.Said said => meaning(said.Answer),
        AlipayReply.Silence silence => new ChannelAnswer.Unknown(silence.Reason),
        _ => new ChannelAnswer.Unknown("no reply"),
    };

    private static ChannelAnswer.Refused NotSent(ChannelRefund refund) => new(
        Refusal.Configuration, "APP_ID_NOT_CONFIGURED",
        $"app_id {refund.ChannelMerchant} has no keys here; nothing was sent.");
}
