using Platform.Operators;
using Platform.Persistence;

namespace Gateway.Persons;

/// <summary>The body of <c>POST /operators/sign-in</c>.</summary>
public sealed record SignInRequest(string Name, string Secret);

/// <summary>The body of <c>POST /operators/secret</c>.</summary>
public sealed record SecretRequest(string Secret, string NewSecret);

/// <summary>
/// What a person does about the own session and secret. No secret and no token stands in a log, a trace or an audit
/// entry.
/// </summary>
public sealed class SignIn(
    Transactions<GatewayDb> transactions, SecretChecks checks, PersonSessions sessions, AuditLog audit,
    [FromKeyedServices("real")] TimeProvider time)
{
    private static readonly Actor Door = new(null, "sign-in");

    public async Task<IResult> In(HttpContext http, GatewayDb db)
    {
        var ct = http.RequestAborted;
        if (await OperatorBody.Read<SignInRequest>(http.Request, ct) is not { } wish)
            return Objection.BodyInvalid.ToResult();
        if (await checks.Check(db, wish.Name, wish.Secret, ct) is not { } tried)
            return PersonObjections.SignInBusy.ToResult();
        if (tried is not { Person: { } person, IsRight: true })
        {
            await NoteLock(tried, ct);
            return PersonObjections.SignInRefused.ToResult();
        }
        var session = await transactions.Run(unit => Open(unit, person, ct), ct);
        if (session is not { } opened) return PersonObjections.SignInRefused.ToResult();
        http.Response.Headers.CacheControl = "no-store";
        return Results.Json(new
        {
            token = opened.Token, expiresAt = opened.ExpiresAt, firstSecret = person.SecretUntil is not null,
            person = new { person.Id, person.Name, person.Roles },
        });
    }

    public async Task<IResult> Out(HttpContext http)
    {
        var (ct, session) = (http.RequestAborted, http.SignedIn());
        await transactions.Run(
            async unit =>
            {
                await unit.Db.Execute("DELETE FROM person_sessions WHERE token_hash = $1", ct, session.TokenHash);
                await Note(unit, session.Person, "person.signed-out", ct);
            },
            ct);
        return Results.NoContent();
    }

    /// <summary>Sets a new secret; every other session of the person ends.</summary>
    public async Task<IResult> Change(HttpContext http, GatewayDb db)
    {
        var (ct, session) = (http.RequestAborted, http.SignedIn());
        if (await OperatorBody.Read<SecretRequest>(http.Request, ct) is not { } wish)
            return Objection.BodyInvalid.ToResult();
        if (await checks.Check(db, session.Person.Name, wish.Secret, ct) is not { } tried)
            return PersonObjections.SignInBusy.ToResult();
        if (tried is not { Person: { } person, IsRight: true })
        {
            await NoteLock(tried, ct);
            return PersonObjections.SecretWrong.ToResult();
        }
        if (!PersonSecret.IsGood(wish.NewSecret, person.Name))
        {
            await transactions.Run(unit => Right(unit, person, ct), ct);
            return PersonObjections.SecretRefused.ToResult();
        }
        var former = await transactions.Run(unit => PersonRows.FormerSecrets(unit.Db, person.Id, ct), ct);
        var hash = await checks.HashNew(wish.NewSecret, [person.Secret, .. former], ct);
        var isSet = await transactions.Run(unit => Set(unit, person, (hash, session.TokenHash), ct), ct);
        return !isSet ? PersonObjections.SecretWrong.ToResult()
            : hash is null ? PersonObjections.SecretReused.ToResult() : Results.NoContent();
    }

    /// <summary>Null when the person was disabled or got another secret meanwhile.</summary>
    private async Task<(string Token, DateTimeOffset ExpiresAt)?> Open(
        Unit<GatewayDb> unit, TriedPerson person, CancellationToken ct)
    {
        if (!await Right(unit, person, ct)) return null;
        var session = await sessions.Open(unit.Db, person.Id, ct);
        await Note(unit, new(person.Id, person.Name, person.Roles), "person.signed-in", ct);
        return session;
    }

    private async Task<bool> Set(
        Unit<GatewayDb> unit, TriedPerson person, (string? Hash, byte[] Session) wanted, CancellationToken ct)
    {
        if (!await Right(unit, person, ct)) return false;
        if (wanted.Hash is null) return true;
        await unit.Db.Execute(
            "UPDATE persons SET secret = $2, secret_until = NULL, maker_part = NULL WHERE id = $1",
            ct, person.Id, wanted.Hash);
        await PersonRows.Remember(unit.Db, person.Id, wanted.Hash, time.GetUtcNow(), ct);
        await PersonSessions.End(unit.Db, person.Id, but: wanted.Session, ct);
        await Note(unit, new(person.Id, person.Name, person.Roles), "person.secret-changed", ct);
        return true;
    }

    /// <summary>A right secret takes the tries back; false when it is no longer the person's.</summary>
    private static async Task<bool> Right(Unit<GatewayDb> unit, TriedPerson person, CancellationToken ct) =>
        await unit.Db.Execute("""
            UPDATE persons SET wrong_secrets = 0, locked_until = NULL
            WHERE id = $1 AND secret = $2 AND disabled_at IS NULL
            """, ct, person.Id, person.Secret) == 1;

    private Task NoteLock(SecretCheck tried, CancellationToken ct) => tried.Person is not { Locks: true } person
        ? Task.CompletedTask
        : transactions.Run(
            unit => audit.Append(
                unit.Db, Door, new("person.locked", person.Name, null, new { person = person.Id }), ct),
            ct);

    private Task Note(Unit<GatewayDb> unit, Operator person, string action, CancellationToken ct) =>
        audit.Append(unit.Db, person, new(action, person.Name, null), ct);
}
