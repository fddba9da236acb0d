using Channels;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Platform.Http;
using Platform.Persistence;
using RefundCenter.Calls;
using RefundCenter.Legs;
using RefundCenter.Rulebooks;

namespace RefundCenter.Notices;

/// <summary>
/// Takes the channels' refund notices (S10, S11, S38): verified, stored as they came, counted once, and answered only
/// after the commit. What is not genuine, or about a number that we do not know, is not stored; the channel then sends
/// it again.
/// </summary>
public sealed partial class NoticeEndpoint : IAsyncDisposable
{
    private const int BodyAtMost = 64 * 1024;
    private const int AtOnce = 64;
    private readonly Dictionary<string, INoticeSource> sources;
    private readonly RulebookShelf shelf;
    private readonly TimeProvider clock;
    private readonly ILogger log;
    private readonly Gatherer<TakenNotice, bool> gatherer;

    public NoticeEndpoint(
        IEnumerable<INoticeSource> sources, Transactions<RefundCenterDb> transactions, RulebookShelf shelf,
        TimeProvider clock, ILogger<NoticeEndpoint> log)
    {
        (this.shelf, this.clock, this.log) = (shelf, clock, log);
        this.sources = sources.ToDictionary(source => source.Name, StringComparer.Ordinal);
        gatherer = new((taken, ct) => transactions.RunOnce(unit => Store(unit, taken, ct), ct), AtOnce);
    }

    public async Task<IResult> Take(
        [FromRoute] string channel, [FromRoute] string channelMerchant, HttpRequest request, CancellationToken ct)
    {
        if (!sources.TryGetValue(channel, out var source)) return Results.NotFound();
        if (await request.ReadAtMost(BodyAtMost, ct) is not { } body) return Answer(source.NotTaken(NoticeRefusal.TooLarge));
        var read = await source.Read(
            channelMerchant, name => request.Headers.TryGetValue(name, out var value) ? value.ToString() : null,
            body, ct);
        if (read is NoticeResult.Genuine { Notice: var notice })
            return Answer(await gatherer.Add(new(channel, notice, body), ct)
                ? source.Taken
                : source.NotTaken(NoticeRefusal.UnknownRefund));
        var refused = (NoticeResult.Refused)read;
        Refused(log, channel, refused.Why, refused.Detail);
        return Answer(source.NotTaken(refused.Why));
    }

    public ValueTask DisposeAsync() => gatherer.DisposeAsync();

    /// <summary>Those that wait together, in one transaction.</summary>
    private async Task<IReadOnlyList<bool>> Store(
        Unit<RefundCenterDb> unit, IReadOnlyList<TakenNotice> taken, CancellationToken ct)
    {
        await unit.Lock(ct, [.. taken.Select(t => LockKey.Where<Leg>(x => x.No, t.Notice.No))]);
        var legs = unit.Db.Locked<Leg>().ToLookup(l => (l.Channel, l.ChannelMerchant, l.No));
        // By the whole key: with the ids alone every notice there ever was would be looked at.
        var (channels, ids) = (taken.Select(t => t.Channel).Distinct().ToList(), taken.Select(t => t.Notice.Id).ToList());
        var known = await unit.Db.Notices.Where(n => channels.Contains(n.Channel) && ids.Contains(n.Id))
            .Select(n => new ValueTuple<string, string>(n.Channel, n.Id)).ToHashSetAsync(ct);

        var results = new List<bool>(taken.Count);
        foreach (var item in taken)
        {
            var leg = legs[(item.Channel, item.Notice.ChannelMerchant, item.Notice.No)].SingleOrDefault();
            results.Add(leg is not null);
            if (leg is null) Unknown(log, item.Channel, item.Notice.No);
            else if (known.Add((item.Channel, item.Notice.Id))) await Store(unit, leg, item, ct);
        }
        return results;
    }

    private async Task Store(Unit<RefundCenterDb> unit, Leg leg, TakenNotice taken, CancellationToken ct)
    {
        var (answer, now) = (taken.Notice.AnswerFor(leg.Refund()), clock.GetUtcNow());
        unit.Db.Notices.Add(new Notice
        {
            Channel = taken.Channel, Id = taken.Notice.Id, LegId = leg.Id, Answer = answer.GetType().Name,
            Body = taken.Body, ReceivedAt = now,
        });
        var outcome = leg.Noticed(answer, now, shelf.RulesOf(leg));
        await unit.Db.Record(leg, outcome, LegClaims.Publish(unit), ct);
    }

    private static IResult Answer(NoticeReply reply) => reply.Body.Length == 0
        ? Results.StatusCode(reply.Status)
        : Results.Text(reply.Body, reply.ContentType, statusCode: reply.Status);

    [LoggerMessage(310, LogLevel.Warning, "a notice of {Channel} does not count: {Why} {Detail}")]
    private static partial void Refused(ILogger log, string channel, NoticeRefusal why, string detail);

    [LoggerMessage(311, LogLevel.Warning, "a notice of {Channel} about {No}, which is not known here")]
    private static partial void Unknown(ILogger log, string channel, string no);

    private sealed record TakenNotice(string Channel, ChannelNotice Notice, byte[] Body);
}
