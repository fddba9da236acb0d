using Npgsql;
using RefundCenter.Restores;

namespace RefundCenter.Calls;

/// <summary>Finds the lanes that have something due, by stepping over the index from lane to lane.</summary>
public sealed class DueLanes(NpgsqlDataSource database, ChannelDirectory channels, TimeProvider clock)
{
    private const string Due = """
        WITH RECURSIVE lane AS (
            (SELECT channel, channel_merchant, is_risky, in_doubt, due_at FROM legs WHERE due_at IS NOT NULL
             ORDER BY channel, channel_merchant, is_risky, in_doubt, due_at LIMIT 1)
            UNION ALL
            SELECT n.channel, n.channel_merchant, n.is_risky, n.in_doubt, n.due_at FROM lane CROSS JOIN LATERAL (
                SELECT l.channel, l.channel_merchant, l.is_risky, l.in_doubt, l.due_at FROM legs l
                WHERE l.due_at IS NOT NULL
                    AND (l.channel, l.channel_merchant, l.is_risky, l.in_doubt)
                        > (lane.channel, lane.channel_merchant, lane.is_risky, lane.in_doubt)
                ORDER BY l.channel, l.channel_merchant, l.is_risky, l.in_doubt, l.due_at LIMIT 1) n)
        SELECT lane.channel, channel_merchant, is_risky, in_doubt, down.channel IS NOT NULL FROM lane
        LEFT JOIN channel_breakers down ON down.channel = lane.channel AND down.opened_at IS NOT NULL
        WHERE due_at <= $1 AND (down.channel IS NULL OR down.ask_at <= $1 OR down.probe_at <= $1)
        """;

    /// <summary>Those in which something may be sent or asked now.</summary>
    public async Task<IReadOnlyList<DueLane>> Now(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var lanes = await At(now, ct);
        lanes.RemoveAll(lane => !channels.TryFind(lane.Lane.Channel, out _));
        if (lanes.Exists(lane => lane.Lane.IsInDoubt) && !await RestoreAnswers.AreHeard(database, now, ct))
            lanes.RemoveAll(lane => lane.Lane.IsInDoubt);
        return lanes;
    }

    private async Task<List<DueLane>> At(DateTimeOffset now, CancellationToken ct)
    {
        await using var command = database.CreateCommand(Due);
        command.Parameters.Add(new NpgsqlParameter { Value = now });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var lanes = new List<DueLane>();
        while (await reader.ReadAsync(ct))
            lanes.Add(new(
                new Lane(reader.GetString(0), reader.GetString(1), reader.GetBoolean(2), reader.GetBoolean(3)),
                reader.GetBoolean(4)));
        return lanes;
    }
}
