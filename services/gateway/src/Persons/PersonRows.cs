using Microsoft.EntityFrameworkCore;
using Platform.Operators;
using Platform.Persistence;

namespace Gateway.Persons;

/// <summary>What is written of persons, in the caller's transaction.</summary>
internal static class PersonRows
{
    private const int KeptSecrets = 5;
    private const int KeepersAtLeast = 2;

    /// <summary>False when there is one of this name.</summary>
    public static async Task<bool> Add(GatewayDb db, Person person, CancellationToken ct) => await db.Execute(
        """
        INSERT INTO persons (id, name, roles, secret, secret_until, maker_id, maker_part, created_at)
        VALUES ($1, $2, $3, $4, $5::timestamptz, $6::uuid, $7::bytea, $8) ON CONFLICT DO NOTHING
        """,
        ct, person.Id, person.Name, person.Roles, person.Secret, person.SecretUntil?.UtcDateTime, person.MakerId,
        person.MakerPart, person.CreatedAt.UtcDateTime) == 1;

    /// <summary>The hashes that may not be set again.</summary>
    public static Task<List<string>> FormerSecrets(GatewayDb db, Guid person, CancellationToken ct) => db.Query(
        "SELECT secret FROM person_secrets WHERE person_id = $1 ORDER BY set_at DESC LIMIT $2", r => r.GetString(0), ct,
        person, KeptSecrets);

    /// <summary>Notes a secret that a person set, and forgets what is older than the last five.</summary>
    public static async Task Remember(
        GatewayDb db, Guid person, string secret, DateTimeOffset now, CancellationToken ct)
    {
        await db.Execute(
            "INSERT INTO person_secrets (person_id, set_at, secret) VALUES ($1, $2, $3)",
            ct, person, now.UtcDateTime, secret);
        await db.Execute("""
            DELETE FROM person_secrets WHERE person_id = $1 AND set_at NOT IN (
                SELECT set_at FROM person_secrets WHERE person_id = $1 ORDER BY set_at DESC LIMIT $2)
            """, ct, person, KeptSecrets);
    }

    public static Task<Person?> Find(GatewayDb db, string name, CancellationToken ct) =>
        db.Set<Person>().AsNoTracking().SingleOrDefaultAsync(p => p.Name == name, ct);

    /// <summary>
    /// Locks the person of exactly this name, and all who look after persons: whoever is disabled meanwhile no longer
    /// counts.
    /// </summary>
    public static async Task<(Person? Person, int OtherKeepers)> Lock(
        Unit<GatewayDb> unit, string name, CancellationToken ct)
    {
        var ids = await unit.Db.Query(
            """
            SELECT id FROM persons WHERE name = $1 OR ($2 = ANY (roles) AND disabled_at IS NULL) ORDER BY id FOR UPDATE
            """,
            r => r.GetGuid(0), ct, name, Person.KeeperRole);
        var persons = await unit.Db.Set<Person>().Where(p => ids.Contains(p.Id)).ToListAsync(ct);
        var person = persons.Find(p => p.Name == name);
        return (person, persons.Count(p => p.IsKeeper && p != person));
    }

    /// <summary>What is said against taking the person out of those who look after persons.</summary>
    public static Objection? LeavesTooFew(Person person, int otherKeepers) =>
        person.IsKeeper && otherKeepers < KeepersAtLeast ? PersonObjections.TooFewLeft : null;
}
