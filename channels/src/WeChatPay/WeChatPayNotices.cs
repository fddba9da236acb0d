using Contracts;

namespace Channels.WeChatPay;

/// <summary>
/// Turns the bytes of a refund notice into a <see cref="WeChatPayNotice"/>: verify, decrypt, read, in this order.
/// </summary>
public sealed class WeChatPayNotices
{
    private readonly WeChatPayMerchants merchants;

    internal WeChatPayNotices(WeChatPayMerchants merchants) => this.merchants = merchants;

    /// <summary>Throws nothing but the caller's own cancellation.</summary>
    /// <param name="channelMerchant">The mchid from the address that the notice came to.</param>
    /// <param name="headers">The four signature headers.</param>
    /// <param name="body">The body exactly as received.</param>
    public async Task<WeChatPayNoticeResult> Read(
        string channelMerchant, WeChatPayHeaders headers, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        if (merchants.Find(channelMerchant) is not { } merchant)
            return Refuse(NoticeRefusal.UnknownMerchant, channelMerchant);
        var verdict = await Verify(merchant, headers, body, ct);
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

    private static WeChatPayNoticeResult Read(WeChatPayMerchant merchant, ReadOnlySpan<byte> body)
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
            ? new WeChatPayNoticeResult.Genuine(new WeChatPayNotice(
                id, merchant.MchId, no, channelNo, paymentNo, Cny(refund), Cny(total), Answer(said, amount)))
            : Refuse(NoticeRefusal.Unreadable, "members of the refund are missing");
    }

    private static ChannelAnswer Answer(RefundNoticeDocument said, AmountDocument amount)
    {
        if (said.RefundStatus == "SUCCESS" && amount.PayerRefund != amount.Refund)
            return new ChannelAnswer.Accepted(said.RefundId);
        return WeChatPayCodes.Status(new RefundDocument(
            said.RefundId, said.OutRefundNo, said.TransactionId, Channel: null, said.UserReceivedAccount,
            said.SuccessTime, said.RefundStatus, amount with { SettlementRefund = amount.Refund, Currency = "CNY" }));
    }

    private static Money Cny(long fen) => new(fen, "CNY");

    private static WeChatPayNoticeResult.Refused Refuse(NoticeRefusal why, string detail) => new(why, detail);
}
