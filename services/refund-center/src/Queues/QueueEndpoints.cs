using Npgsql;
using NpgsqlTypes;
using Platform.Http;

namespace RefundCenter.Queues;

/// <summary>
/// The queues of people's work: each as its causes, so that a campaign's thousand failures are one row, and the refunds
/// behind a cause a page at a time, oldest first.
/// </summary>
internal static class QueueEndpoints
{
    private const int Page = 200;

    /// <summary>Of a payout that has none of its own, why it was needed: what its former leg was told (S179).</summary>
    private const string Cause = """
        coalesce(code, (
            SELECT former.code FROM legs former
            WHERE former.refund_id = legs.refund_id AND former.ordinal = legs.ordinal - 1), status)
        """;

    public static void MapQueues(this IEndpointRouteBuilder app)
    {
        var queues = app.MapGroup("/internal/queues").RequireInternalAuth(operatorsToo: true);
        queues.MapGet("/{name}", Groups);
        queues.MapGet("/{name}/refunds", Refunds);
    }

    private static async Task<IResult> Groups(
        string name, NpgsqlDataSource database, TimeProvider clock, CancellationToken ct)
    {
        if (Find(name) is not { } queue) return Unknown();
        await using var command = database.CreateCommand($"""
            SELECT channel, channel_merchant, method, {Cause} AS cause, count(*), sum(amount_minor),
                amount_currency, min(created_at), min(due_at)
            FROM legs WHERE {queue.Condition}
            GROUP BY 1, 2, 3, 4, 7 ORDER BY min(created_at) LIMIT {Page}
            """);
        await using var row = await command.ExecuteReaderAsync(ct);
        var groups = new List<QueueGroup>();
        while (await row.ReadAsync(ct))
            groups.Add(new(
                row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt64(4),
                (long)row.GetDecimal(5), row.GetString(6),
                (long)(clock.GetUtcNow() - row.GetFieldValue<DateTimeOffset>(7)).TotalSeconds,
                row.IsDBNull(8) ? null : row.GetFieldValue<DateTimeOffset>(8)));
        return Results.Ok(new { queue.Name, queue.Owner, groups });
    }

    /// <param name="name">Of the queue.</param>
    /// <param name="of">The group; what it leaves out does not matter.</param>
    /// <param name="after">The last leg's id of the page before.</param>
    private static async Task<IResult> Refunds(
        string name, [AsParameters] QueueSelection of, Guid? after, NpgsqlDataSource database, CancellationToken ct)
    {
        if (Find(name) is not { } queue) return Unknown();
        await using var command = database.CreateCommand($"""
            SELECT id, refund_id, ordinal, no, amount_minor, amount_currency, status, message, created_at, due_at
            FROM legs WHERE {queue.Condition}
                AND ($1::text IS NULL OR channel = $1) AND ($2::text IS NULL OR channel_merchant = $2)
                AND ($3::text IS NULL OR method = $3) AND ($4::text IS NULL OR amount_currency = $4)
                AND ($5::text IS NULL OR {Cause} = $5)
                AND ($6::uuid IS NULL OR (created_at, id) > (SELECT created_at, id FROM legs WHERE id = $6))
            ORDER BY created_at, id LIMIT {Page}
            """);
        foreach (var value in new[] { of.Channel, of.Merchant, of.Method, of.Currency, of.Cause })
            command.Parameters.Add(new() { Value = value ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = after ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        await using var row = await command.ExecuteReaderAsync(ct);
        var lines = new List<QueueLine>();
        while (await row.ReadAsync(ct))
            lines.Add(new(
                row.GetGuid(0), row.GetGuid(1), row.GetInt32(2), row.GetString(3), row.GetInt64(4), row.GetString(5),
                row.GetString(6), row.IsDBNull(7) ? null : row.GetString(7), row.GetFieldValue<DateTimeOffset>(8),
                row.IsDBNull(9) ? null : row.GetFieldValue<DateTimeOffset>(9)));
        return Results.Ok(lines);
    }

    private static WorkQueue? Find(string name) => WorkQueue.All.FirstOrDefault(queue => queue.Name == name);

    private static IResult Unknown() => Refusals.Problem(
        "queue_not_found", StatusCodes.Status404NotFound,
        $"The queues are {string.Join(", ", WorkQueue.All.Select(queue => queue.Name))}.");
}
