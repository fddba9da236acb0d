using Microsoft.EntityFrameworkCore;
using Platform.Operators;
using Platform.Persistence;

namespace Gateway.Persons;

/// <summary>
/// What the gateway itself answers to persons; <c>/operators/{service}/…</c> is passed on (Forwards,
/// <see cref="OperatorEntrance"/>).
/// </summary>
internal static class PersonEndpoints
{
    public static void MapPersons(this WebApplication app)
    {
        app.MapPost("/admin/persons", (HttpContext http, KeepersDoor door) => door.Post(http)).ExcludeFromDescription();
        var operators = app.MapGroup("/operators").ExcludeFromDescription();
        operators.MapPost("/sign-in", (HttpContext http, SignIn door, GatewayDb db) => door.In(http, db));
        operators.MapPost("/sign-out", (HttpContext http, SignIn door) => door.Out(http));
        operators.MapPost("/secret", (HttpContext http, SignIn door, GatewayDb db) => door.Change(http, db));
        operators.MapGet("/me", (HttpContext http) => Me(http.SignedIn()));
        operators.MapGet("/persons", List);
        operators.MapPost("/persons/{id:guid}/first-secret", Tell);
        operators.MapFallback("/{**rest}", () => PersonObjections.ServiceUnknown.ToResult());
    }

    private static IResult Me(SignedInPerson me) => Results.Json(new
    {
        me.Person.Id, me.Person.Name, me.Person.Roles, me.ExpiresAt, firstSecret = me.HasFirstSecret,
    });

    private static async Task<IResult> List(GatewayDb db, CancellationToken ct) => Results.Json(
        await db.Set<Person>().AsNoTracking().OrderBy(p => p.Name)
            .Select(p => new
            {
                p.Id, p.Name, p.Roles, p.CreatedAt, p.DisabledAt, p.LockedUntil, firstSecret = p.SecretUntil != null,
            })
            .ToListAsync(ct));

    /// <summary>The maker's part of a first secret, once.</summary>
    private static async Task<IResult> Tell(
        Guid id, HttpContext http, Transactions<GatewayDb> transactions, FirstSecret firstSecret, AuditLog audit)
    {
        var (ct, maker) = (http.RequestAborted, http.SignedIn().Person);
        var part = await transactions.Run(
            async unit =>
            {
                await unit.Lock(ct, LockKey.Of<Person>(id));
                if (unit.Db.FindLocked<Person>(id) is not { MakerPart: not null } person) return null;
                if (person.MakerId != maker.Id) return null;
                var told = firstSecret.Open(person);
                person.MakerPart = null;
                await unit.Save(ct);
                await audit.Append(unit.Db, maker, new("person.first-secret-told", person.Name, null), ct);
                return told;
            },
            ct);
        http.Response.Headers.CacheControl = "no-store";
        return part is null ? PersonObjections.PartGone.ToResult() : Results.Json(new { secretPart = part });
    }
}
