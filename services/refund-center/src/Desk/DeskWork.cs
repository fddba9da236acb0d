using Microsoft.EntityFrameworkCore;
using Platform.Operators;
using Platform.Persistence;
using RefundCenter.Calls;
using RefundCenter.Legs;
using RefundCenter.Rulebooks;

namespace RefundCenter.Desk;

/// <summary>An operation of the desk: lock, rule, record, audit, all in one transaction.</summary>
public sealed class DeskWork(
    Transactions<RefundCenterDb> transactions, RulebookShelf shelf, AuditLog audit, TimeProvider clock)
{
    /// <param name="http">The person's request.</param>
    /// <param name="id">The leg's.</param>
    /// <param name="what">As the audit log has it.</param>
    /// <param name="operation">The rule, under the row's lock.</param>
    public async Task<IResult> Do(
        HttpContext http, Guid id, DeskAct what, Func<Leg, DateTimeOffset, LegRules, DeskResult> operation)
    {
        if (Reasons.Read(what.Reason, out var reason) is { } objection) return objection.ToResult();
        var ct = http.RequestAborted;
        return await transactions.Run(async unit =>
        {
            await unit.Lock(ct, LockKey.Of<Leg>(id));
            if (unit.Db.FindLocked<Leg>(id) is not { } leg) return DeskRefusals.LegNotFound.ToResult();
            var (outcome, refusal) = operation(leg, clock.GetUtcNow(), shelf.RulesOf(leg));
            if (refusal is { } why) return DeskRefusals.Of(why).ToResult();
            await unit.Db.Record(leg, outcome!, LegClaims.Publish(unit), ct);
            await unit.Db.SaveChangesAsync(ct);
            await audit.Append(
                unit.Db, http.Operator(), new($"leg.{what.Word}", leg.No, reason, what.Detail), ct);
            return Results.NoContent();
        }, ct);
    }

    public async Task<IResult> CloseCase(HttpContext http, Guid id, string text)
    {
        if (Reasons.Read(text, out var reason) is { } objection) return objection.ToResult();
        var ct = http.RequestAborted;
        return await transactions.Run(async unit =>
        {
            var closed = await unit.Db.Cases.Where(c => c.Id == id && c.ClosedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.ClosedAt, clock.GetUtcNow()), ct);
            if (closed == 0) return DeskRefusals.CaseNotFound.ToResult();
            await audit.Append(unit.Db, http.Operator(), new("case.closed", id.ToString("D"), reason), ct);
            return Results.NoContent();
        }, ct);
    }
}
