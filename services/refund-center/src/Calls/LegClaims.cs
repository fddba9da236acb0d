using Platform.Persistence;
using RefundCenter.Legs;

namespace RefundCenter.Calls;

/// <summary>
/// Takes due legs and writes their sends, as many as the channel merchants' budgets and the channels' breakers allow. Two
/// workers never take the same leg, nor the same part of a budget. Locked are breakers, then budgets, then legs, and for
/// a leg nobody waits here.
/// </summary>
public sealed class LegClaims(
    DueLegs due, RequestBudgets budgets, ChannelBreakers breakers, LegSends sends, ClaimTimes times)
{
    /// <summary>
    /// Locks at most so many due legs of each lane and writes a send for each. The caller's transaction makes it true.
    /// </summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="lanes">With their places.</param>
    /// <param name="down">Of their channels those that were taken for down.</param>
    /// <param name="ct">Ends the claim.</param>
    public async Task<IReadOnlyList<ClaimedSend>> Claim(
        Unit<RefundCenterDb> unit, IReadOnlyList<(Lane Lane, int Places)> lanes, IReadOnlyCollection<string> down,
        CancellationToken ct)
    {
        var (db, now) = (unit.Db, times.Now);
        var guarded = await breakers.Lock(unit, down, now, ct);
        var budget = await budgets.Lock(db, lanes.Select(l => (l.Lane.Channel, l.Lane.ChannelMerchant)), ct);
        var allowed = budget.Cut(guarded.Narrow(lanes));
        var questions = (guarded.Questions, budget.Askable(guarded.Questions));
        IReadOnlyList<Leg> legs =
            [.. await due.Lock(db, allowed, now, ct), .. await DueLegs.LockQuestions(db, questions, now, ct)];
        if (legs.Count == 0) return [];
        var claims = await sends.Write(unit, legs, budget, now, ct);
        foreach (var lane in claims.GroupBy(claim => claim.Lane)) budget.Of(lane.Key).Spend(lane.Key, lane.Count());
        await RequestBudgets.Save(db, budget, ct);
        guarded.Use(claims.Select(claim => claim.Lane.Channel));
        return claims;
    }

    internal static Func<object, Task> Publish(Unit<RefundCenterDb> unit) => message =>
    {
        unit.Publish(message);
        return Task.CompletedTask;
    };
}
