using Channels;
using Npgsql;

namespace RefundCenter.Rulebooks;

/// <summary>Versions of rulebooks in the database: added, never changed.</summary>
internal static class RulebookStore
{
    /// <summary>Those that keep copies.</summary>
    private static readonly string[] Keepers = ["gateway", "reconciliation"];

    /// <summary>With the version, who is to be told of it at once.</summary>
    private const string Insert = """
        WITH added AS (
            INSERT INTO rulebooks (
                channel, version, effective_from, document, hash, maker, checker, reason, stored_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT DO NOTHING RETURNING channel, version, stored_at)
        INSERT INTO rulebook_copies (service, channel, version, due_at)
        SELECT k.service, a.channel, a.version, a.stored_at FROM added a CROSS JOIN unnest($10) AS k (service)
        """;

    /// <summary>The command that adds a version; it touches no row when the version is there already.</summary>
    /// <param name="document">What is added.</param>
    /// <param name="decision">Who decided and why; shipped ones have no people.</param>
    /// <param name="now">The time.</param>
    public static NpgsqlCommand Adding(RulebookDocument document, RulebookDecision decision, DateTimeOffset now)
    {
        var command = new NpgsqlCommand(Insert);
        object?[] values =
        [
            document.Channel, document.Version, document.Book.EffectiveFrom.UtcDateTime, document.Text, document.Hash,
            decision.Maker, decision.Checker, decision.Reason, now.UtcDateTime, Keepers,
        ];
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        return command;
    }

    /// <summary>The stored texts of what a process does not know yet.</summary>
    public static async Task<IReadOnlyList<string>> Read(
        NpgsqlDataSource database, IEnumerable<string> knownHashes, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            "SELECT document FROM rulebooks WHERE hash <> ALL($1) ORDER BY channel, version");
        command.Parameters.Add(new NpgsqlParameter { Value = knownHashes.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var texts = new List<string>();
        while (await reader.ReadAsync(ct)) texts.Add(reader.GetString(0));
        return texts;
    }
}
