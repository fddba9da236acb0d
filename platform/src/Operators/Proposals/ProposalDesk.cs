using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Platform.Persistence;
using Platform.Time;

namespace Platform.Operators.Proposals;

/// <summary>
/// Runs proposals through their life. That a person has one part in a proposal over its whole history is a key of the database
/// (<c>one_part_a_person</c>), and that what is executed was approved as it is a foreign key (<c>approved_as_it_is</c>); what is
/// asked here first only makes a good answer of it.
/// </summary>
internal sealed class ProposalDesk<TDb>(
    Transactions<TDb> transactions, IEnumerable<IProposalKind> registered, AuditLog audit, TimeProvider clock) : IProposalDesk
    where TDb : DbContext
{
    private const int ShownAtMost = 500;
    private const int LongestSubject = 200;

    private readonly FrozenDictionary<string, IProposalKind<TDb>> kinds =
        registered.Cast<IProposalKind<TDb>>().ToFrozenDictionary(k => k.Name, StringComparer.Ordinal);

    public Task<IReadOnlyList<ProposalLine>> Open(CancellationToken ct) => transactions.Run<IReadOnlyList<ProposalLine>>(
        async unit => await ProposalRow.Open(unit.Db, clock.GetUtcNow(), ShownAtMost, ct), ct);

    public Task<ProposalView?> Find(Guid id, CancellationToken ct) => transactions.Run(
        async unit => await ProposalRow.Find(unit.Db, id, toAct: false, ct) is { } row
            ? new ProposalView(
                row.Id, row.Kind, row.Subject, row.Json, row.Hash, row.StateAt(clock.GetUtcNow()), row.MadeAt, row.ExpiresAt,
                row.Result is null ? null : JsonSerializer.Deserialize<JsonElement>(row.Result), row.Acts)
            : null,
        ct);

    public async Task<(ProposalAnswer? Answer, Objection? Objection)> Make(Operator person, ProposalWish wish, CancellationToken ct)
    {
        if (!kinds.TryGetValue(wish.Kind, out var kind)) return (null, ProposalObjections.KindUnknown);
        if (!person.Has(kind.AuthorRole)) return (null, Objection.RoleMissing(kind.AuthorRole));
        if (!IsSubject(wish.Subject)) return (null, ProposalObjections.SubjectInvalid);
        if (Reasons.Read(wish.Reason, out var reason) is { } objection) return (null, objection);
        return await Run(unit => Make(unit, person, kind, wish with { Reason = reason }, ct), ct);
    }

    public async Task<(ProposalAnswer? Answer, Objection? Objection)> Act(
        Operator person, Guid id, ProposalActKind act, ActWish wish, CancellationToken ct)
    {
        if (Reasons.Read(wish.Reason, out var reason) is { } objection) return (null, objection);
        var said = wish with { Reason = reason };
        try
        {
            return await Run(unit => Act(unit, person, (id, act), said, ct), ct);
        }
        catch (ExecutionRefusedException refused)
        {
            await Run(unit => Fail(unit, person, refused, reason, ct), ct);
            return (null, refused.Why);
        }
    }

    private async Task<ProposalAnswer> Make(
        Unit<TDb> unit, Operator person, IProposalKind<TDb> kind, ProposalWish wish, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var expired = await ProposalRow.Expire(unit.Db, wish.Kind, wish.Subject, now, ct);
        var row = await ProposalRow.Insert(unit.Db, Ids.New(clock), wish, (now, now + kind.ExpiresAfter), ct)
            ?? throw new ObjectionException(
                ProposalObjections.OpenAlready(await ProposalRow.OpenId(unit.Db, wish.Kind, wish.Subject, ct)));
        if (await kind.Check(unit.Db, row.Subject, row.Json, ct) is { } objection) throw new ObjectionException(objection);
        var act = await row.Note(unit.Db, person, ProposalActKind.Made, (wish.Reason, now), ct);
        if (expired is { } old)
            await audit.Append(
                unit.Db, new Actor(null, "expiry"), new("proposal.expired", row.Subject, null, new { proposal = old, kind = row.Kind }), ct);
        var answer = new ProposalAnswer(row.Id, row.State, row.Hash);
        await Write(unit, person, (row, act!), answer, ct);
        return answer;
    }

    private async Task<ProposalAnswer> Act(
        Unit<TDb> unit, Operator person, (Guid Id, ProposalActKind Act) what, ActWish wish, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var row = await ProposalRow.Find(unit.Db, what.Id, toAct: true, ct) ?? throw new ObjectionException(ProposalObjections.NotFound);
        if (!kinds.TryGetValue(row.Kind, out var kind)) throw new ObjectionException(ProposalObjections.KindUnknown);
        if (Objects(row, kind, person, (what.Act, wish, now)) is { } objection) throw new ObjectionException(objection);
        if (what.Act is ProposalActKind.Edited)
        {
            row = await row.Edit(unit.Db, wish.Payload!.Value, (now, now + kind.ExpiresAfter), ct);
            if (await kind.Check(unit.Db, row.Subject, row.Json, ct) is { } against) throw new ObjectionException(against);
        }
        var act = await row.Note(unit.Db, person, what.Act, (wish.Reason, now), ct)
            ?? throw new ObjectionException(ProposalObjections.OtherPart);
        var answer = await Follow(unit, kind, row, act, ct);
        await Write(unit, person, (row, act), answer, ct);
        return answer;
    }

    /// <summary>In this order; the parts that persons have are looked at when the act is written.</summary>
    private static Objection? Objects(
        ProposalRow row, IProposalKind kind, Operator person, (ProposalActKind Act, ActWish Wish, DateTimeOffset Now) what)
    {
        var isAuthors = what.Act is ProposalActKind.Edited or ProposalActKind.Withdrawn;
        var role = isAuthors ? kind.AuthorRole : kind.CheckerRole;
        if (!person.Has(role)) return Objection.RoleMissing(role);
        if (row.State is not ProposalState.Open) return ProposalObjections.Closed;
        if (row.StateAt(what.Now) is ProposalState.Expired && what.Act is not ProposalActKind.Withdrawn)
            return ProposalObjections.Expired;
        var hasWritten = row.Acts.Any(a => a.PersonId == person.Id && a.Act is ProposalActKind.Made or ProposalActKind.Edited);
        if (what.Act is ProposalActKind.Withdrawn && !hasWritten) return ProposalObjections.NoAuthor;
        if (what.Act is ProposalActKind.Edited && what.Wish.Payload is null) return Objection.BodyInvalid;
        if (isAuthors || what.Act is ProposalActKind.Rejected) return null;
        if (row.Acts[^1].Act is ProposalActKind.Returned) return ProposalObjections.Returned;
        return what.Act is ProposalActKind.Approved && what.Wish.PayloadHash != row.Hash ? ProposalObjections.Changed : null;
    }

    /// <summary>What the act makes of the proposal.</summary>
    private static async Task<ProposalAnswer> Follow(
        Unit<TDb> unit, IProposalKind<TDb> kind, ProposalRow row, ProposalAct act, CancellationToken ct)
    {
        switch (act.Act)
        {
            case ProposalActKind.Withdrawn or ProposalActKind.Rejected:
                var end = act.Act is ProposalActKind.Rejected ? ProposalState.Rejected : ProposalState.Withdrawn;
                await row.End(unit.Db, end, act.At, (null, null), ct);
                return new(row.Id, end, row.Hash);
            case ProposalActKind.Approved:
                var outcome = await kind.Execute(unit, new(row.Id, row.Subject, row.Json, row.Author, act), ct);
                if (outcome is not ProposalOutcome.Done done)
                    throw new ExecutionRefusedException(row.Id, row.Hash, ((ProposalOutcome.Refused)outcome).Why);
                var result = JsonSerializer.Serialize(done.Result ?? new object(), OperatorBody.Json);
                await row.End(unit.Db, ProposalState.Done, act.At, (act.No, result), ct);
                return new(row.Id, ProposalState.Done, row.Hash, done.Result, done.ToldOnce);
            default:
                return new(row.Id, ProposalState.Open, row.Hash);
        }
    }

    /// <summary>What the approval decided stays, though nothing came of it; unless somebody changed the proposal in between.</summary>
    private async Task<ProposalAnswer> Fail(
        Unit<TDb> unit, Operator person, ExecutionRefusedException refused, string reason, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var row = await ProposalRow.Find(unit.Db, refused.Proposal, toAct: true, ct);
        if (row is not { State: ProposalState.Open } || row.Hash != refused.Hash) throw new ObjectionException(ProposalObjections.Changed);
        var act = await row.Note(unit.Db, person, ProposalActKind.Approved, (reason, now), ct)
            ?? throw new ObjectionException(ProposalObjections.OtherPart);
        var result = new { code = refused.Why.Code, detail = refused.Why.Detail };
        await row.End(unit.Db, ProposalState.Failed, now, (act.No, JsonSerializer.Serialize(result, OperatorBody.Json)), ct);
        var answer = new ProposalAnswer(row.Id, ProposalState.Failed, row.Hash, result);
        await Write(unit, person, (row, act), answer, ct);
        return answer;
    }

    /// <summary>Last in the transaction: the log's lock is held until the commit.</summary>
    private async Task Write(
        Unit<TDb> unit, Operator person, (ProposalRow Row, ProposalAct Act) done, ProposalAnswer answer, CancellationToken ct)
    {
        var (row, act) = done;
        await unit.Save(ct);
        await audit.Append(unit.Db, person, new($"proposal.{act.Act.ToString().ToLowerInvariant()}", row.Subject, act.Reason, new
        {
            proposal = row.Id, kind = row.Kind, no = act.No, payloadHash = row.Hash, payload = row.Json,
            state = answer.State, result = answer.Result,
        }), ct);
    }

    private async Task<(ProposalAnswer? Answer, Objection? Objection)> Run(
        Func<Unit<TDb>, Task<ProposalAnswer>> body, CancellationToken ct)
    {
        try
        {
            return (await transactions.Run(body, ct), null);
        }
        catch (ObjectionException e)
        {
            return (null, e.Objection);
        }
        // Class 22: JSON that PostgreSQL cannot hold, for example a number of a million digits or the character 0.
        catch (PostgresException e) when (e.SqlState.StartsWith("22", StringComparison.Ordinal))
        {
            return (null, ProposalObjections.PayloadInvalid);
        }
    }

    private static bool IsSubject(string subject) =>
        subject.Length is > 0 and <= LongestSubject && subject.Trim().Length == subject.Length && !subject.Any(char.IsControl);

    /// <summary>Rolls the transaction back.</summary>
    private sealed class ObjectionException(Objection objection) : Exception(objection.Code)
    {
        public Objection Objection => objection;
    }

    /// <summary>Rolls back what an execution wrote before it was refused.</summary>
    private sealed class ExecutionRefusedException(Guid proposal, string hash, Objection why) : Exception(why.Code)
    {
        public Guid Proposal => proposal;
        public string Hash => hash;
        public Objection Why => why;
    }
}
