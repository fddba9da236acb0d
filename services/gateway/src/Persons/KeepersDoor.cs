using System.Security.Cryptography;
using Gateway.Merchants;
using Platform.Operators;
using Platform.Persistence;
using Platform.Time;

namespace Gateway.Persons;

/// <summary>The body of <c>POST /admin/persons</c>.</summary>
/// <param name="Secret">The person's own, set once and not again.</param>
/// <param name="Roles">Beside <c>persons</c>.</param>
public sealed record KeeperRequest(string Name, string Secret, string[]? Roles = null);

/// <summary>
/// Makes the first two persons with the admin key: one alone could approve nothing, so could make no other. As soon as
/// two look after persons the key makes nobody, and two of them must always be left.
/// </summary>
public sealed class KeepersDoor(
    Transactions<GatewayDb> transactions, SecretChecks checks, AuditLog audit, GatewayOptions options,
    TimeProvider clock)
{
    private const string Bearer = "Bearer ";
    private static readonly Actor Key = new(null, "admin key");

    public async Task<IResult> Post(HttpContext http)
    {
        var ct = http.RequestAborted;
        if (!IsAdmin(http.Request.Headers.Authorization.ToString())) return PersonObjections.AdminKeyInvalid.ToResult();
        if (await OperatorBody.Read<KeeperRequest>(http.Request, ct) is not { } wish)
            return Objection.BodyInvalid.ToResult();
        string[] roles = [Person.KeeperRole, .. (wish.Roles ?? []).Where(r => r != Person.KeeperRole)];
        if (!Person.IsName(wish.Name)) return PersonObjections.NameInvalid.ToResult();
        if (!Person.AreRoles(roles)) return PersonObjections.RolesInvalid.ToResult();
        if (!PersonSecret.IsGood(wish.Secret, wish.Name)) return PersonObjections.SecretRefused.ToResult();
        if (await transactions.Run(unit => Keepers(unit, ct), ct) >= 2) return PersonObjections.KeepersExist.ToResult();
        var person = new Person
        {
            Id = Ids.New(clock), Name = wish.Name, Roles = roles, CreatedAt = clock.Now(),
            Secret = (await checks.HashNew(wish.Secret, [], ct))!,
        };
        var objection = await transactions.Run(unit => Add(unit, person, ct), ct);
        return objection?.ToResult()
            ?? Results.Json(new { person.Id, person.Name, person.Roles }, statusCode: StatusCodes.Status201Created);
    }

    private async Task<Objection?> Add(Unit<GatewayDb> unit, Person person, CancellationToken ct)
    {
        // Nobody becomes the second one beside it.
        await unit.Db.Execute("LOCK TABLE persons IN SHARE ROW EXCLUSIVE MODE", ct);
        if (await Keepers(unit, ct) >= 2) return PersonObjections.KeepersExist;
        if (!await PersonRows.Add(unit.Db, person, ct)) return PersonObjections.Exists;
        await PersonRows.Remember(unit.Db, person.Id, person.Secret, person.CreatedAt, ct);
        await audit.Append(
            unit.Db, Key, new("person.created", person.Name, null, new { person = person.Id, person.Roles }), ct);
        return null;
    }

    private static async Task<long> Keepers(Unit<GatewayDb> unit, CancellationToken ct) => (await unit.Db.Query(
        "SELECT count(*) FROM persons WHERE disabled_at IS NULL AND $1 = ANY (roles)", r => r.GetInt64(0), ct,
        Person.KeeperRole)).Single();

    private bool IsAdmin(string authorization) =>
        authorization.StartsWith(Bearer, StringComparison.Ordinal)
        && CryptographicOperations.FixedTimeEquals(
            ApiKey.Hash(authorization[Bearer.Length..]), ApiKey.Hash(options.AdminKey));
}
