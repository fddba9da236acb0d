using Channels.WeChatPay;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Platform.Persistence;
using RefundCenter.Calls;
using RefundCenter.Legs;
using RefundCenter.Rulebooks;

namespace RefundCenter.Notices;

/// <summary>
/// Takes WeChat Pay's refund notices (S10, S11, S38): verified, stored as they came, counted once, and answered only
/// after the commit. What is not genuine, or about a number that we do not know, is not stored; WeChat Pay then sends
/// it again for a day.
/// </summary>
public sealed partial class WeChatNoticeEndpoint(
    WeChatPayNotices notices, Transactions<RefundCenterDb> transactions, RulebookShelf shelf, TimeProvider clock,
    ILogger<WeChatNoticeEndpoint> log)
{
    private const string Channel = "wechat";
    private const int BodyAtMost = 64 * 1024;

    public async Task<IResult> Take([FromRoute] string channelMerchant, HttpRequest request, CancellationToken ct)
    {
        if (await Body(request, ct) is not { } body)
            return Fail(StatusCodes.Status413PayloadTooLarge, "The notice is too large.");
        var headers = WeChatPayHeaders.From(
            name => request.Headers.TryGetValue(name, out var value) ? value.ToString() : null);
        switch (await notices.Read(channelMerchant, headers, body, ct))
        {
            case WeChatPayNoticeResult.Genuine genuine:
                return await transactions.Run(unit => Store(unit, genuine.Notice, body, ct), ct)
                    ? Results.NoContent()
                    : Fail(StatusCodes.Status404NotFound, "This refund is not known here.");
            case WeChatPayNoticeResult.Refused refused:
                Refused(log, refused.Why, refused.Detail);
                return Fail(
                    refused.Why is NoticeRefusal.Signature or NoticeRefusal.UnknownMerchant
                        ? StatusCodes.Status401Unauthorized
                        : StatusCodes.Status400BadRequest,
                    "The notice does not count.");
            default:
                return Fail(StatusCodes.Status400BadRequest, "The notice does not count.");
        }
    }

    /// <returns>False when no leg has this number.</returns>
    private async Task<bool> Store(Unit<RefundCenterDb> unit, WeChatPayNotice notice, byte[] body, CancellationToken ct)
    {
        var (db, now) = (unit.Db, clock.GetUtcNow());
        await unit.Lock(ct, LockKey.Where<Leg>(x => x.No, notice.No));
        var leg = db.Legs.Local.SingleOrDefault(
            l => l.Channel == Channel && l.ChannelMerchant == notice.ChannelMerchant);
        if (leg is null)
        {
            Unknown(log, notice.No);
            return false;
        }
        if (await db.Notices.AnyAsync(n => n.Channel == Channel && n.Id == notice.Id, ct)) return true;

        var answer = notice.AnswerFor(leg.Refund());
        db.Notices.Add(new Notice
        {
            Channel = Channel, Id = notice.Id, LegId = leg.Id, Answer = answer.GetType().Name, Body = body,
            ReceivedAt = now,
        });
        var outcome = leg.Noticed(answer, now, shelf.RulesOf(leg.Channel, leg.Instrument));
        await db.Record(leg, outcome, LegClaims.Publish(unit), ct);
        return true;
    }

    private static async Task<byte[]?> Body(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > BodyAtMost) return null;
        using var buffer = new MemoryStream();
        var chunk = new byte[8192];
        for (int read; (read = await request.Body.ReadAsync(chunk, ct)) > 0;)
        {
            if (buffer.Length + read > BodyAtMost) return null;
            buffer.Write(chunk, 0, read);
        }
        return buffer.ToArray();
    }

    /// <summary>In the channel's own form.</summary>
    private static IResult Fail(int status, string message) =>
        Results.Json(new { code = "FAIL", message }, statusCode: status);

    [LoggerMessage(310, LogLevel.Warning, "a notice does not count: {Why} {Detail}")]
    private static partial void Refused(ILogger log, NoticeRefusal why, string detail);

    [LoggerMessage(311, LogLevel.Warning, "a notice about {No}, which is not known here")]
    private static partial void Unknown(ILogger log, string no);
}
