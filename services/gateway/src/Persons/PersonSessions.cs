using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Platform.Operators;
using Platform.Persistence;

namespace Gateway.Persons;

/// <summary>
/// Sessions of persons: a random token of which only the hash is kept. Each request asks the database, so that a
/// session, a role or a person that was taken away is gone at once.
/// </summary>
public sealed class PersonSessions(
    NpgsqlDataSource database, PersonOptions options, [FromKeyedServices("real")] TimeProvider time)
{
    private const string Bearer = "Bearer ";

    /// <summary>Whose session the request shows; null when it shows none that goes on. Prolongs it.</summary>
    public async Task<SignedInPerson?> Find(HttpContext http)
    {
        if (TokenHash(http) is not { } hash) return null;
        var now = time.GetUtcNow();
        await using var command = database.CreateCommand("""
            UPDATE person_sessions s SET idle_until = least($3, s.expires_at)
            FROM persons p
            WHERE s.token_hash = $1 AND s.expires_at > $2 AND s.idle_until > $2
                AND p.id = s.person_id AND p.disabled_at IS NULL
            RETURNING p.id, p.name, p.roles, p.secret_until IS NOT NULL, s.expires_at
            """);
        foreach (var value in new object[] { hash, now.UtcDateTime, (now + options.IdleAtMost).UtcDateTime })
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        await using var row = await command.ExecuteReaderAsync(http.RequestAborted);
        return await row.ReadAsync(http.RequestAborted)
            ? new(new Operator(row.GetGuid(0), row.GetString(1), row.GetFieldValue<string[]>(2)), row.GetBoolean(3),
                new DateTimeOffset(row.GetDateTime(4)), hash)
            : null;
    }

    /// <summary>Opens one, and forgets those of the person that have ended.</summary>
    public async Task<(string Token, DateTimeOffset ExpiresAt)> Open(GatewayDb db, Guid person, CancellationToken ct)
    {
        var (now, token) = (time.GetUtcNow(), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));
        var expiresAt = now + options.SessionAtMost;
        await db.Execute(
            "DELETE FROM person_sessions WHERE person_id = $1 AND (expires_at <= $2 OR idle_until <= $2)",
            ct, person, now.UtcDateTime);
        await db.Execute(
            """
            INSERT INTO person_sessions (token_hash, person_id, created_at, expires_at, idle_until)
            VALUES ($1, $2, $3, $4, $5)
            """,
            ct, Hash(token), person, now.UtcDateTime, expiresAt.UtcDateTime,
            (options.IdleAtMost < options.SessionAtMost ? now + options.IdleAtMost : expiresAt).UtcDateTime);
        return (token, expiresAt);
    }

    /// <summary>Ends all of a person but one.</summary>
    public static Task End(GatewayDb db, Guid person, byte[]? but, CancellationToken ct) => db.Execute(
        "DELETE FROM person_sessions WHERE person_id = $1 AND token_hash <> $2", ct, person, but ?? []);

    private static byte[]? TokenHash(HttpContext http)
    {
        var text = http.Request.Headers.Authorization.ToString();
        return text.StartsWith(Bearer, StringComparison.Ordinal) ? Hash(text[Bearer.Length..]) : null;
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}

/// <summary>Who signed in.</summary>
/// <param name="HasFirstSecret">Nothing is open but the replacement of the secret.</param>
/// <param name="TokenHash">Names the session.</param>
public sealed record SignedInPerson(Operator Person, bool HasFirstSecret, DateTimeOffset ExpiresAt, byte[] TokenHash);
