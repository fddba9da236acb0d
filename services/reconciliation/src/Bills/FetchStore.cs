using Microsoft.EntityFrameworkCore;
using Platform.Persistence;
using Reconciliation.Breaks;
using Reconciliation.Matches;
using Reconciliation.Runs;

namespace Reconciliation.Bills;

/// <summary>Claims fetches and stores their answers, each in one short transaction.</summary>
public sealed class FetchStore(
    Transactions<ReconciliationDb> transactions,
    ReconciliationOptions options,
    BillCalendars calendars,
    TimeProvider clock,
    [FromKeyedServices("real")] TimeProvider realTime)
{
    /// <summary>The most overdue fetch that nobody works on, or null.</summary>
    public Task<FetchClaim?> ClaimDue(string[] channels, CancellationToken ct) => transactions.Run(async unit =>
    {
        var (now, real) = (clock.GetUtcNow(), realTime.GetUtcNow());
        var fetch = await unit.Db.Fetches.FromSql($"""
            SELECT * FROM fetches
            WHERE due_at <= {now} AND (lease_until IS NULL OR lease_until < {real}) AND channel = ANY({channels})
            ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED
            """).SingleOrDefaultAsync(ct);
        fetch?.Claim(real + options.FetchLease);
        return fetch is null ? null : FetchClaim.Of(fetch);
    }, ct);

    /// <summary>
    /// A file of this hash was loaded whole before, as this or an older version: nothing to do but to say so.
    /// </summary>
    public Task<bool> AnswerIfKnown(FetchClaim claim, string hash, CancellationToken ct) =>
        transactions.Run(async unit =>
        {
            var known = await unit.Db.Files.AsNoTracking().SingleOrDefaultAsync(
                x => x.Channel == claim.Channel && x.ChannelMerchant == claim.ChannelMerchant && x.Day == claim.Day
                    && x.Kind == claim.Kind && x.Hash == hash && x.LoadedAt != null, ct);
            if (known is null) return false;
            if (await Mine(unit, claim, ct) is { } fetch)
                await Arrived(unit, fetch, fetch.FileId ?? known.Id, isNew: false, ct);
            return true;
        }, ct);

    /// <summary>All lines are in: this version counts from now on.</summary>
    public Task<bool> Loaded(FetchClaim claim, Guid fileId, int lines, CancellationToken ct) =>
        transactions.Run(async unit =>
        {
            if (await Mine(unit, claim, ct) is not { } fetch) return false;
            var now = clock.GetUtcNow();
            var versions = await unit.Db.Files
                .Where(x => x.Channel == claim.Channel && x.ChannelMerchant == claim.ChannelMerchant
                    && x.Day == claim.Day && x.Kind == claim.Kind && (x.LoadedAt != null || x.Id == fileId))
                .ToListAsync(ct);
            foreach (var old in versions.Where(x => x.LoadedAt is not null && x.SupersededAt is null))
                old.Superseded(now);
            await unit.Save(ct);                       // first: only one version may count at a time
            versions.Single(x => x.Id == fileId).Loaded(versions.Max(x => x.Version) + 1, lines, now);
            await Arrived(unit, fetch, fileId, isNew: true, ct);
            return true;
        }, ct);

    /// <summary>
    /// Not there yet, or not to be trusted: asked again later, and shown as a break when it is broken or late.
    /// </summary>
    public Task<bool> Delayed(FetchClaim claim, string answer, bool isBroken, CancellationToken ct) =>
        transactions.Run(async unit =>
        {
            if (await Mine(unit, claim, ct) is not { } fetch) return false;
            await Later(unit, fetch, (claim, answer, isBroken), ct);
            return true;
        }, ct);

    /// <summary>
    /// The channel says that there is no such file. Hours after it was due that means that nobody traded on that day,
    /// unless there was a file before, or rows of ours that it should name: then it is missing. Should such a row come
    /// later, it is asked for again (<see cref="ExpectedFiles.RunsWithout"/>).
    /// </summary>
    public Task<bool> SaidNone(FetchClaim claim, string answer, CancellationToken ct) =>
        transactions.Run(async unit =>
        {
            if (await Mine(unit, claim, ct) is not { } fetch) return false;
            // Under the matcher's lock: a row of ours that comes at this moment is seen here, or sees what we write.
            await Matcher.Lock(unit.Db, claim.Channel, claim.ChannelMerchant, ct);
            if (fetch.FileId is null && IsLate(claim) && !await ExpectedFiles.Has(unit.Db, claim.FetchId, ct))
            {
                fetch.NothingWasTraded();
                await Answered(unit, fetch, ct);
            }
            else await Later(unit, fetch, (claim, answer, IsBroken: false), ct);
            return true;
        }, ct);

    private bool IsLate(FetchClaim claim) =>
        clock.GetUtcNow() >= calendars.Of(claim.Channel).ReadyAt(claim.Day) + options.FileLateAfter;

    private async Task Later(
        Unit<ReconciliationDb> unit, Fetch fetch, (FetchClaim Claim, string Answer, bool IsBroken) no,
        CancellationToken ct)
    {
        var ((claim, answer, isBroken), now) = (no, clock.GetUtcNow());
        fetch.Delayed(answer, now + Pauses.After(fetch.Tries, options.FilePause, options.FilePauseMax));
        if (isBroken) await FileBreaks.Open(unit.Db, BreakKind.FileBroken, claim, now, ct);
        else if (IsLate(claim)) await FileBreaks.Open(unit.Db, BreakKind.FileLate, claim, now, ct);
        unit.Publish(new FileDelayed(claim.RunId, claim.Round, claim.Kind, answer));
    }

    private static async Task<Fetch?> Mine(Unit<ReconciliationDb> unit, FetchClaim claim, CancellationToken ct)
    {
        await unit.Lock(ct, LockKey.Of<Fetch>(claim.FetchId));
        return unit.Db.FindLocked<Fetch>(claim.FetchId) is { } fetch && fetch.ClaimNo == claim.ClaimNo ? fetch : null;
    }

    private async Task Arrived(Unit<ReconciliationDb> unit, Fetch fetch, Guid fileId, bool isNew, CancellationToken ct)
    {
        fetch.Arrived(fileId, isNew);
        await Answered(unit, fetch, ct);
    }

    private async Task Answered(Unit<ReconciliationDb> unit, Fetch fetch, CancellationToken ct)
    {
        await FileBreaks.Close(unit.Db, fetch, clock.GetUtcNow(), ct);
        unit.Publish(new FileArrived(fetch.RunId, fetch.Round, fetch.Kind));
    }
}
