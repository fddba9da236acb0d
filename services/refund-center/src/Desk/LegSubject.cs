using Microsoft.EntityFrameworkCore;
using Platform.Operators;
using Platform.Operators.Proposals;
using Platform.Persistence;
using RefundCenter.Calls;
using RefundCenter.Legs;

namespace RefundCenter.Desk;

/// <summary>Proposals about a leg: its id is the subject, and it is read again, under its lock, when they are carried out.</summary>
internal static class LegSubject
{
    public static async Task<Objection?> Check(RefundCenterDb db, string subject, CancellationToken ct)
    {
        if (!Guid.TryParseExact(subject, "D", out var id)
            || await db.Legs.AsNoTracking().SingleOrDefaultAsync(leg => leg.Id == id, ct) is not { } leg)
            return DeskRefusals.LegNotFound;
        return leg.Standing is LegStanding.Live ? null : DeskRefusals.Of(DeskRefusal.LegEnded);
    }

    public static async Task<ProposalOutcome> Apply(
        Unit<RefundCenterDb> unit, string subject, Func<Leg, DeskResult> operation, CancellationToken ct)
    {
        var id = Guid.ParseExact(subject, "D");
        await unit.Lock(ct, LockKey.Of<Leg>(id));
        if (unit.Db.FindLocked<Leg>(id) is not { } leg) return new ProposalOutcome.Refused(DeskRefusals.LegNotFound);
        var (outcome, refusal) = operation(leg);
        if (refusal is { } why) return new ProposalOutcome.Refused(DeskRefusals.Of(why));
        await unit.Db.Record(leg, outcome!, LegClaims.Publish(unit), ct);
        return new ProposalOutcome.Done(new { leg.No, leg.Status });
    }
}
