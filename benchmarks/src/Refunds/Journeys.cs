using Stand.Audits;
using Stand.Processes;

namespace Benchmarks.Refunds;

/// <summary>When one refund came by each place, as the services' rows say; null where it has not come by.</summary>
internal sealed record Journey(AskedRefund Asked, string State, IReadOnlyList<DateTimeOffset?> Times)
{
    /// <summary>The places, in order.</summary>
    public static readonly IReadOnlyList<string> Places =
    [
        "asked for", "stored at the gateway", "handed on", "funds held", "leg made", "claimed for sending", "channel answered",
        "notice of success", "settled in the ledger", "succeeded at the gateway", "webhook delivered",
    ];

    public DateTimeOffset? SucceededAt => State == "Succeeded" ? Times[^2] : null;

    public DateTimeOffset? ToldAt => Times[^1];

    public bool HasEnded => State is "Succeeded" or "Failed" or "Rejected" or "Cancelled" or "Returned";
}

/// <summary>Reads journeys out of the databases. Clocks are one: all processes run on this machine.</summary>
internal static class Journeys
{
    public static async Task<IReadOnlyList<Journey>> Read(Bazaar bazaar, IEnumerable<AskedRefund> refunds)
    {
        var gateway = await ById(bazaar, ServiceDefinition.Gateway, """
            SELECT r.id, r.state, r.created_at, r.handed_on_at, r.updated_at, d.ended_at FROM refunds r
            LEFT JOIN webhook_deliveries d ON d.refund_id = r.id AND d.type = 'refund.succeeded' AND d.state = 'Delivered'
            """);
        var ledger = await ById(bazaar, ServiceDefinition.Accounting, """
            SELECT source_id, min(booked_at) FILTER (WHERE template = 'funds_held'),
                min(booked_at) FILTER (WHERE template = 'settled_by_channel')
            FROM journals GROUP BY source_id
            """);
        var legs = await ById(bazaar, ServiceDefinition.RefundCenter, """
            SELECT l.refund_id, l.created_at, s.claimed_at, s.answered_at,
                (SELECT min(received_at) FROM notices n WHERE n.leg_id = l.id)
            FROM legs l LEFT JOIN sends s ON s.leg_id = l.id AND s.no = 1 WHERE l.ordinal = 1
            """);
        return [.. refunds.Where(r => r.Refusal is null).Select(asked =>
        {
            var (door, books, leg) = (gateway[asked.Id], ledger.GetValueOrDefault(asked.Id), legs.GetValueOrDefault(asked.Id));
            return new Journey(asked, door.Text(1),
            [
                asked.At, Time(door, 2), Time(door, 3), Time(books, 1), Time(leg, 1), Time(leg, 2), Time(leg, 3),
                Time(leg, 4), Time(books, 2), Time(door, 4), Time(door, 5),
            ]);
        })];
    }

    /// <summary>Refunds taken, by whether they have ended.</summary>
    public static async Task<long> Unfinished(Bazaar bazaar) => (await bazaar.Ask(ServiceDefinition.Gateway, """
        SELECT count(*) FROM refunds WHERE state NOT IN ('Succeeded', 'Failed', 'Rejected', 'Cancelled', 'Returned')
        """))[0].Number(0);

    private static async Task<Dictionary<Guid, Row>> ById(Bazaar bazaar, ServiceDefinition service, string sql) =>
        (await bazaar.Ask(service, sql)).ToDictionary(r => r.Id(0));

    private static DateTimeOffset? Time(Row? row, int i) => row?.Values[i] is DateTime time ? new DateTimeOffset(time) : null;
}
