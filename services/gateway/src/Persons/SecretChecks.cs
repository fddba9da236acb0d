using Platform.Persistence;

namespace Gateway.Persons;

/// <summary>
/// Checks secrets. A try is counted before its secret is looked at, in one statement, so that many at once are not more
/// tries than one after another; and whoever is not there takes as long as who is. At most two secrets are hashed at
/// once: a flood of tries costs merchants no processor.
/// </summary>
public sealed class SecretChecks(PersonOptions options, [FromKeyedServices("real")] TimeProvider time) : IDisposable
{
    private const int AtOnce = 2;
    private const int WaitingAtMost = 16;
    private readonly SemaphoreSlim hashing = new(AtOnce);
    private int waiting;

    /// <summary>
    /// Whom the name means, and whether the secret is right. Null: too many try at once.
    /// </summary>
    public async Task<SecretCheck?> Check(GatewayDb db, string name, string secret, CancellationToken ct)
    {
        if (Interlocked.Increment(ref waiting) > WaitingAtMost)
        {
            Interlocked.Decrement(ref waiting);
            return null;
        }
        try
        {
            var person = await Count(db, name, ct);
            var right = await Hashed(
                () => PersonSecret.IsRight(secret, person?.Secret ?? PersonSecret.Nobodys(options.Iterations)), ct);
            return new(person, person is not null && right);
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    /// <summary>The hash of a new secret; null when it is one of <paramref name="former"/>.</summary>
    public Task<string?> HashNew(string secret, IReadOnlyList<string> former, CancellationToken ct) => Hashed(
        () => former.Any(f => PersonSecret.IsRight(secret, f)) ? null : PersonSecret.Hash(secret, options.Iterations),
        ct);

    public void Dispose() => hashing.Dispose();

    private async Task<T> Hashed<T>(Func<T> work, CancellationToken ct)
    {
        await hashing.WaitAsync(ct);
        try
        {
            return await Task.Run(work, ct);
        }
        finally
        {
            hashing.Release();
        }
    }

    private async Task<TriedPerson?> Count(GatewayDb db, string name, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var tried = await db.Query(
            """
            UPDATE persons SET
                wrong_secrets = CASE WHEN locked_until IS NULL THEN wrong_secrets + 1 ELSE 1 END,
                locked_until = CASE
                    WHEN (CASE WHEN locked_until IS NULL THEN wrong_secrets + 1 ELSE 1 END) >= $2 THEN $4 END
            WHERE lower(name) = lower($1) AND disabled_at IS NULL AND (locked_until IS NULL OR locked_until <= $3)
            RETURNING id, name, roles, secret, secret_until, locked_until IS NOT NULL
            """,
            r => new TriedPerson(
                r.GetGuid(0), r.GetString(1), r.GetFieldValue<string[]>(2), r.GetString(3),
                r.IsDBNull(4) ? null : new DateTimeOffset(r.GetDateTime(4)), r.GetBoolean(5)),
            ct, name, options.WrongSecretsAtMost, now.UtcDateTime, (now + options.LockedFor).UtcDateTime);
        await transaction.CommitAsync(ct);
        return tried is [var person] && !(person.SecretUntil <= now) ? person : null;
    }
}

/// <summary>A person whose secret was tried.</summary>
/// <param name="Secret">The kept hash.</param>
/// <param name="SecretUntil">Not null: it is a first one.</param>
/// <param name="Locks">This try locks the person, should it be wrong.</param>
public sealed record TriedPerson(
    Guid Id, string Name, string[] Roles, string Secret, DateTimeOffset? SecretUntil, bool Locks);

/// <summary>What came of a try; without a person nobody of the name can sign in.</summary>
public sealed record SecretCheck(TriedPerson? Person, bool IsRight);
