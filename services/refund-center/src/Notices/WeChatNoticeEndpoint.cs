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
public sealed partial class WeChatNoticeEndpoint : IAsyncDisposable
{
    private const string Channel = "wechat";
    private const int BodyAtMost = 64 * 1024;
    private const int AtOnce = 64;
    private readonly WeChatPayNotices notices;
    private readonly RulebookShelf shelf;
    private readonly TimeProvider clock;
    private readonly ILogger log;
    private readonly Gatherer<TakenNotice, bool> gatherer;

    public WeChatNoticeEndpoint(
        WeChatPayNotices notices, Transactions<RefundCenterDb> transactions, RulebookShelf shelf, TimeProvider clock,
        ILogger<WeChatNoticeEndpoint> log)
    {
        (this.notices, this.shelf, this.clock, this.log) = (notices, shelf, clock, log);
        gatherer = new((taken, ct) => transactions.RunOnce(unit => Store(unit, taken, ct), ct), AtOnce);
    }

    public async Task<IResult> Take([FromRoute] string channelMerchant, HttpRequest request, CancellationToken ct)
    {
        if (await Body(request, ct) is not { } body)
            return Fail(StatusCodes.Status413PayloadTooLarge, "The notice is too large.");
        var headers = WeChatPayHeaders.From(
            name => request.Headers.TryGetValue(name, out var value) ? value.ToString() : null);
        switch (await notices.Read(channelMerchant, headers, body, ct))
        {
            case WeChatPayNoticeResult.Genuine genuine:
                return await gatherer.Add(new(genuine.Notice, body), ct)
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

    public ValueTask DisposeAsync() => gatherer.DisposeAsync();

    /// <summary>Those that wait together, in one transaction.</summary>
    private async Task<IReadOnlyList<bool>> Store(
        Unit<RefundCenterDb> unit, IReadOnlyList<TakenNotice> taken, CancellationToken ct)
    {
        await unit.Lock(ct, [.. taken.Select(t => LockKey.Where<Leg>(x => x.No, t.Notice.No))]);
        var legs = unit.Db.Locked<Leg>().Where(l => l.Channel == Channel).ToDictionary(l => l.No);
        var ids = taken.Select(t => t.Notice.Id).ToList();
        var known = await unit.Db.Notices.Where(n => n.Channel == Channel && ids.Contains(n.Id))
            .Select(n => n.Id).ToHashSetAsync(ct);

        var results = new List<bool>(taken.Count);
        foreach (var (notice, body) in taken)
        {
            var leg = legs.GetValueOrDefault(notice.No);
            var isOurs = leg?.ChannelMerchant == notice.ChannelMerchant;
            results.Add(isOurs);
            if (!isOurs) Unknown(log, notice.No);
            else if (known.Add(notice.Id)) await Store(unit, leg!, notice, body, ct);
        }
        return results;
    }

    private async Task Store(
        Unit<RefundCenterDb> unit, Leg leg, WeChatPayNotice notice, byte[] body, CancellationToken ct)
    {
        var (answer, now) = (notice.AnswerFor(leg.Refund()), clock.GetUtcNow());
        unit.Db.Notices.Add(new Notice
        {
            Channel = Channel, Id = notice.Id, LegId = leg.Id, Answer = answer.GetType().Name, Body = body,
            ReceivedAt = now,
        });
        var outcome = leg.Noticed(answer, now, shelf.RulesOf(leg.Channel, leg.Instrument));
        await unit.Db.Record(leg, outcome, LegClaims.Publish(unit), ct);
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

    private sealed record TakenNotice(WeChatPayNotice Notice, byte[] Body);
}
