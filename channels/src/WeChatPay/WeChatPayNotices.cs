using Contracts;

namespace Channels.WeChatPay;

/// <summary>
/// Turns the bytes of a refund notice into a <see cref="ChannelNotice"/>: verify, decrypt, read, in this order.
/// </summary>
internal sealed class WeChatPayNotices(WeChatPayMerchants merchants) : INoticeSource
{
    public string Name => "wechat";

    public NoticeReply Taken { get; } = new(204, "application/json", "");

    public NoticeReply NotTaken(NoticeRefusal why) => new(
        why switch
        {
            NoticeRefusal.Signature or NoticeRefusal.UnknownMerchant => 401,
            NoticeRefusal.UnknownRefund => 404,
            NoticeRefusal.TooLarge => 413,
            _ => 400,
        },
        "application/json",
        $$"""{"code":"FAIL","message":"The notice does not count: {{why}}."}""");

    public async Task<NoticeResult> Read(
        string channelMerchant, Func<string, string?> header, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        if (merchants.Find(channelMerchant) is not { } merchant)
            return Refuse(NoticeRefusal.UnknownMerchant, channelMerchant);
        var verdict = await Verify(merchant, WeChatPayHeaders.From(header), body, ct);
        if (verdict != SignatureVerdict.Valid) return Refuse(NoticeRefusal.Signature, verdict.ToString());
        try
        {
            return Read(merchant, body.Span);
        }
        catch (JsonException e)
        {
            return Refuse(NoticeRefusal.Unreadable, e.Message);
        }
    }

    private static async Task<SignatureVerdict> Verify(
        WeChatPayMerchant merchant, WeChatPayHeaders headers, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        try
        {
            return await merchant.Verifier.Verify(headers, body, ct);
        }
        catch (Exception) when (!ct.IsCancellationRequested)
        {
            return SignatureVerdict.UnknownKey;        // certificates could not be fetched; the notice will come again
        }
    }

    private static NoticeResult Read(WeChatPayMerchant merchant, ReadOnlySpan<byte> body)
    {
        var envelope = JsonSerializer.Deserialize(body, WeChatPayJson.Default.NoticeEnvelope);
        if (envelope is not { Id: { Length: > 0 } id, EventType: { } kind, Resource: { } resource })
            return Refuse(NoticeRefusal.Unreadable, "members are missing");
        if (!kind.StartsWith("REFUND.", StringComparison.Ordinal)) return Refuse(NoticeRefusal.NotARefund, kind);
        if (ResourceCipher.Decrypt(merchant.ApiV3Key, resource) is not { } plain)
            return Refuse(NoticeRefusal.Undecryptable, resource.Algorithm ?? "");

        var said = JsonSerializer.Deserialize(plain, WeChatPayJson.Default.RefundNoticeDocument);
        if ((said?.Mchid ?? said?.SpMchid) != merchant.MchId)
            return Refuse(NoticeRefusal.OtherMerchant, merchant.MchId);
        return said is
        {
            OutRefundNo: { Length: > 0 } no,
            RefundId: { Length: > 0 } channelNo,
            TransactionId: { Length: > 0 } paymentNo,
            Amount: { Refund: { } refund, Total: { } total } amount,
        }
            ? new NoticeResult.Genuine(new ChannelNotice(id, merchant.MchId, no, Answer(said, amount))
            {
                ChannelNo = channelNo, ChannelPaymentNo = paymentNo, Amount = Cny(refund), PaymentTotal = Cny(total),
            })
            : Refuse(NoticeRefusal.Unreadable, "members of the refund are missing");
    }

    /// <summary>
    /// A success whose payer amount differs from the refund (vouchers) is only accepted: a notice does not tell what the
    /// channel charged, so it is a reason to ask and no more.
    /// </summary>
    private static ChannelAnswer Answer(RefundNoticeDocument said, AmountDocument amount)
    {
        if (said.RefundStatus == "SUCCESS" && amount.PayerRefund != amount.Refund)
            return new ChannelAnswer.Accepted(said.RefundId);
        return WeChatPayCodes.Status(new RefundDocument(
            said.RefundId, said.OutRefundNo, said.TransactionId, Channel: null, said.UserReceivedAccount,
            said.SuccessTime, said.RefundStatus, amount with { SettlementRefund = amount.Refund, Currency = "CNY" }));
    }

    private static Money Cny(long fen) => new(fen, "CNY");

    private static NoticeResult.Refused Refuse(NoticeRefusal why, string detail) => new(why, detail);
}
