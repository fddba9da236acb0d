using Microsoft.Extensions.DependencyInjection;
using Platform.Testing;
using RefundCenter.Calls;
using RefundCenter.Executions;
using RefundCenter.Legs;
using RefundCenter.Rulebooks;

namespace RefundCenter.Tests.Calls;

/// <summary>
/// Legs, also by the thousand, that are due on a clock of their own, a day ahead: the running service's worker finds
/// none of them.
/// </summary>
/// <param name="service">Whose tables they are in.</param>
/// <param name="at">Where the clock stands; null is a day ahead.</param>
internal sealed class Backlog(RunningService service, DateTimeOffset? at = null)
{
    private int numbers;

    public FakeClock Clock { get; } = new(at ?? TimeProvider.System.GetUtcNow().AddDays(1));

    /// <summary>What one replica claims with.</summary>
    public LegClaims Worker()
    {
        var (services, times) = (service.Bus.Services, new ClaimTimes(new RefundCenterOptions(), Clock, Clock));
        return new LegClaims(
            new DueLegs(), services.GetRequiredService<RequestBudgets>(), services.GetRequiredService<ChannelBreakers>(),
            new LegSends(
                services.GetRequiredService<ChannelDirectory>(), services.GetRequiredService<RulebookShelf>(), times),
            times);
    }

    public DueLanes Lanes() =>
        new(service.Database.Source, service.Bus.Services.GetRequiredService<ChannelDirectory>(), Clock);

    /// <summary>A refund whose first leg is due now; returns the leg.</summary>
    public async Task<Guid> Open(Guid? payment = null)
    {
        var (order, now) = (RunningService.Order(paymentId: payment), Clock.GetUtcNow());
        var execution = new ExecutionState
        {
            CorrelationId = order.RefundId, CurrentState = "Executing", Order = order, CreatedAt = now, UpdatedAt = now,
        };
        var leg = Leg.Open(
            new LegOrder(order.RefundId, 1, 1, Methods.Interface, order.Payment, order.Amount, null, false), now);
        execution.NewLegs.Add(leg);
        await using var db = service.Database.Open();
        db.Add(execution);
        await db.SaveChangesAsync();
        return leg.Id;
    }

    /// <summary>So many more like one that was opened, each of a payment of its own.</summary>
    /// <param name="like">A leg.</param>
    /// <param name="count">How many.</param>
    /// <param name="merchant">Whose they are.</param>
    /// <param name="values">SQL for columns that differ, <c>n.i</c> counts the legs.</param>
    public async Task Add(Guid like, int count, Guid merchant, params (string Column, string Sql)[] values)
    {
        var legs = new Dictionary<string, string>
        {
            ["id"] = "gen_random_uuid()", ["refund_id"] = "n.refund", ["payment_id"] = "gen_random_uuid()",
            ["merchant_id"] = $"'{merchant}'", ["no"] = $"'R' || lpad(({numbers} + n.i)::text, 19, '0')",
        };
        foreach (var (column, sql) in values) legs[column] = sql;
        numbers += count;
        await service.Database.Execute($"""
            WITH n AS MATERIALIZED (SELECT gen_random_uuid() AS refund, i FROM generate_series(1, {count}) AS s (i)),
            e AS ({await Copies("executions", new() { ["correlation_id"] = "n.refund" })}
                WHERE t.correlation_id = (SELECT refund_id FROM legs WHERE id = '{like}'))
            {await Copies("legs", legs)} WHERE t.id = '{like}'
            """);
    }

    /// <summary>What the worker claims in a transaction of its own.</summary>
    public async Task<IReadOnlyList<ClaimedSend>> Claim(LegClaims worker, params (Lane Lane, int Places)[] lanes)
    {
        IReadOnlyList<ClaimedSend> claims = [];
        await service.Bus.Run(async unit => claims = await worker.Claim(unit, lanes, [], default));
        return claims;
    }

    /// <summary>What it claims of all that it finds due, with so many places in each lane.</summary>
    public async Task<IReadOnlyList<ClaimedSend>> ClaimDue(LegClaims worker, int places = 10)
    {
        var due = await Lanes().Now(default);
        IReadOnlyList<ClaimedSend> claims = [];
        await service.Bus.Run(async unit => claims = await worker.Claim(
            unit, [.. due.Select(lane => (lane.Lane, places))],
            [.. due.Where(lane => lane.IsDown).Select(lane => lane.Lane.Channel).Distinct()], default));
        return claims;
    }

    private async Task<string> Copies(string table, Dictionary<string, string> values)
    {
        var columns = (await service.Database.Scalar<string[]>($"""
            SELECT array_agg(column_name::text ORDER BY ordinal_position) FROM information_schema.columns
            WHERE table_schema = 'public' AND table_name = '{table}' AND is_generated = 'NEVER'
            """)).Select(name => $"\"{name}\"").ToArray();
        var read = columns.Select(name => values.GetValueOrDefault(name.Trim('"'), $"t.{name}"));
        return $"INSERT INTO {table} ({string.Join(", ", columns)}) SELECT {string.Join(", ", read)} FROM {table} t, n";
    }
}
