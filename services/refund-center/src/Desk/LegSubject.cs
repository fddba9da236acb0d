using Microsoft.EntityFrameworkCore;
using Platform.Operators;
using Platform.Operators.Proposals;
using Platform.Persistence;
using RefundCenter.Calls;
using RefundCenter.Legs;

namespace RefundCenter.Desk;

/// <summary>
/// Proposals about a leg: its id is the subject, and it is read again, under its lock, when they are carried out. It is then
/// as it was seen, or nothing is done.
/// </summary>
internal static class LegSubject
{
    /// <summary>Whoever will agree: to see whether it could be done, on a leg that nobody stores.</summary>
    public static readonly TwoPeople Tried = new("maker", "checker");

    public static async Task<Objection?> Check(
        RefundCenterDb db, string subject, SeenLeg seen, Func<Leg, DeskResult> operation, CancellationToken ct)
    {
        // in the one way that it can be written: at most one proposal about a leg is open
        if (!Guid.TryParseExact(subject, "D", out var id) || id.ToString("D") != subject
            || await db.Legs.AsNoTracking().SingleOrDefaultAsync(leg => leg.Id == id, ct) is not { } leg)
            return DeskRefusals.LegNotFound;
        return Try(leg, seen, operation).Refusal is { } why && why is not DeskRefusal.CallUnderWay
            ? DeskRefusals.Of(why)
            : null;
    }

    public static async Task<ProposalOutcome> Apply(
        Unit<RefundCenterDb> unit, string subject, SeenLeg seen, Func<Leg, DeskResult> operation, CancellationToken ct)
    {
        var id = Guid.ParseExact(subject, "D");
        await unit.Lock(ct, LockKey.Of<Leg>(id));
        if (unit.Db.FindLocked<Leg>(id) is not { } leg) return new ProposalOutcome.Refused(DeskRefusals.LegNotFound);
        var (outcome, refusal) = Try(leg, seen, operation);
        if (refusal is { } why) return new ProposalOutcome.Refused(DeskRefusals.Of(why));
        await unit.Db.Record(leg, outcome!, LegClaims.Publish(unit), ct);
        return new ProposalOutcome.Done(new { leg.No, leg.Status });
    }

    /// <summary>What can never be done any more says so, whatever else has changed.</summary>
    private static DeskResult Try(Leg leg, SeenLeg seen, Func<Leg, DeskResult> operation)
    {
        var isSeen = seen.Is(leg);
        var result = operation(leg);
        return result.Refusal is null && !isSeen ? DeskRefusal.LegChanged : result;
    }
}
