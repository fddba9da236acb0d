using Platform.Persistence;
using RefundCenter.Legs;
using RefundCenter.Rulebooks;

namespace RefundCenter.Calls;

/// <summary>
/// Writes the sends of legs that are locked; one whose turn has not come, or for which nothing can be sent, is put off
/// instead.
/// </summary>
public sealed class LegSends(ChannelDirectory channels, RulebookShelf shelf, ClaimTimes times)
{
    private readonly OldPaymentTurns oldPayments = new();

    internal async Task<IReadOnlyList<ClaimedSend>> Write(
        Unit<RefundCenterDb> unit, IReadOnlyList<Leg> legs, LockedBudgets budgets, DateTimeOffset now,
        CancellationToken ct)
    {
        var db = unit.Db;
        var requests = await LegRequests.Of(db, legs, channels, ct);
        var spacing = await PartSpacing.Of(db, legs, shelf.Find, now, ct);
        var claims = new List<ClaimedSend>(legs.Count);
        foreach (var leg in legs.Where(spacing.IsFree))
        {
            var (refund, lane) = (leg.Refund(), Lane.Of(leg));
            var budget = budgets.Of(lane);
            if (IsPutOff(leg, spacing, budget, now)) continue;
            var missing = leg.Step is LegStep.Query ? null : channels[leg.Channel].Missing(refund);
            var request = missing is null ? requests.For(leg, refund) : null;
            if (request is null && leg.Step is not LegStep.Query)
            {
                var rules = shelf.RulesOf(leg);
                var outcome = missing is null ? leg.CannotReturn(now, rules) : leg.Misses(missing, now, rules);
                await db.Record(leg, outcome, LegClaims.Publish(unit), ct);
                continue;
            }
            if (budget.IsOld(leg, now)) budget.SpendOld();
            var send = leg.Claim(request, now, times.LeaseUntil);
            db.Sends.Add(send);
            claims.Add(new ClaimedSend(leg.Id, lane, leg.Instrument, send.AsRequest(), refund, request, leg.TraceParent));
        }
        return claims;
    }

    /// <summary>
    /// Its channel day has not begun, the minute of old payments is used up, or another part of its payment goes first.
    /// </summary>
    private bool IsPutOff(Leg leg, PartSpacing spacing, RequestBudget budget, DateTimeOffset now)
    {
        if (leg.IsFirstSubmit && shelf.ChannelDayFor(leg, now) is { } day) leg.WaitForChannelDay(day);
        else if (budget.IsOld(leg, now) && !budget.MaySendOld)
            leg.WaitUntil(oldPayments.Next(leg, budget.PaceOfOld, now));
        else if (spacing.TurnOf(leg) is { } turn) leg.WaitUntil(turn);
        else return false;
        return true;
    }
}
