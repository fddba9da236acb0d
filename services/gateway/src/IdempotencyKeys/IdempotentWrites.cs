using Gateway.Merchants;
using Gateway.Problems;
using Gateway.Requests;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Platform.Persistence;

namespace Gateway.IdempotencyKeys;

/// <summary>
/// Every POST goes through here: the key, what is written, and what is sent stand in one transaction. Of many equal
/// requests at once one works and the others are told so (409); afterwards they get its bytes again. Refusals leave no
/// trace, so that a corrected request may use the same key.
/// </summary>
public sealed class IdempotentWrites(Transactions<GatewayDb> transactions, TimeProvider clock)
{
    private const string Header = "Idempotency-Key";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>The key that the request must carry; read before its body is looked at.</summary>
    public static (string? Key, Refusal? Refusal) KeyOf(HttpContext http)
    {
        var header = http.Request.Headers[Header];
        if (header.Count == 0) return (null, new Refusal(ProblemCatalogue.IdempotencyKeyMissing) { Param = Header });
        return header.Count == 1 && IdempotencyKey.Parse(header[0]!) is { } key
            ? (key, null)
            : (null, new Refusal(ProblemCatalogue.IdempotencyKeyMalformed) { Param = Header });
    }

    /// <param name="write">Repeatable: it runs again after a conflict. A refusal must leave the unit as it was.</param>
    public Task<Answer> Run(HttpContext http, string key, Func<Unit<GatewayDb>, Task<Answer>> write)
    {
        var request = KeyedRequest.Of(http, key);
        return transactions.Run(async unit =>
        {
            if (await Earlier(unit, request, http.RequestAborted) is { } earlier) return earlier;
            var answer = await write(unit);
            if (answer.Refusal is null) unit.Db.Add(request.Answered(answer, clock.Now()));
            return answer;
        }, http.RequestAborted);
    }

    /// <summary>
    /// Statements in one round trip, each with a snapshot of its own: whoever gets the lock sees what its former owner
    /// committed.
    /// </summary>
    private static async Task<Answer?> Earlier(Unit<GatewayDb> unit, KeyedRequest request, CancellationToken ct)
    {
        var db = unit.Db;
        await using var batch = new NpgsqlBatch((NpgsqlConnection)db.Database.GetDbConnection())
        {
            Transaction = (NpgsqlTransaction)db.Database.CurrentTransaction!.GetDbTransaction(),
            BatchCommands =
            {
                unit.Services.GetRequiredService<RowSecurity>().First(db, request.MerchantId),
                new("SELECT pg_try_advisory_xact_lock($1)") { Parameters = { new() { Value = request.LockNumber } } },
                new("""
                    SELECT fingerprint, status, location, e_tag, body FROM idempotency_keys
                    WHERE merchant_id = $1 AND method = $2 AND route = $3 AND key = $4
                    """)
                {
                    Parameters =
                    {
                        new() { Value = request.MerchantId }, new() { Value = request.Method },
                        new() { Value = request.Route }, new() { Value = request.Key },
                    },
                },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        await reader.ReadAsync(ct);
        var alone = reader.GetBoolean(0);
        await reader.NextResultAsync(ct);
        if (!await reader.ReadAsync(ct))
            return alone ? null : (Answer)new Refusal(ProblemCatalogue.IdempotencyKeyRunning) { RetryAfter = Pause };
        if (!reader.GetFieldValue<byte[]>(0).AsSpan().SequenceEqual(request.Fingerprint))
            return new Refusal(ProblemCatalogue.IdempotencyKeyReused) { Param = Header };
        return Answer.Stored(reader.GetInt32(1), reader.GetFieldValue<byte[]>(4)) with
        {
            Location = reader.IsDBNull(2) ? null : reader.GetString(2),
            ETag = reader.IsDBNull(3) ? null : reader.GetString(3),
        };
    }
}
