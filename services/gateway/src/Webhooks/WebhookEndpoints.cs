using Gateway.IdempotencyKeys;
using Gateway.Merchants;
using Gateway.Problems;
using Gateway.Requests;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Platform.Persistence;
using Platform.Time;

namespace Gateway.Webhooks;

/// <summary>
/// A merchant's endpoints. Answers with a secret are not kept among the stored answers, where it would lie open: the
/// endpoint knows the key of the request that made or rotated it, and shows the same secret to the same request again.
/// </summary>
internal sealed class WebhookEndpoints(
    Transactions<GatewayDb> transactions, SecretBox box, WebhookOptions options, TimeProvider clock)
{
    public async Task<IResult> Post(HttpContext http)
    {
        var (key, keyRefusal) = IdempotentWrites.KeyOf(http);
        if (key is null) return keyRefusal!.ToResult();
        var (wish, refusal) = BodyReader.Read(http, Read);
        if (wish is null) return refusal!.ToResult();
        if (WebhookUrl.WhyNot(wish.Url, options.AllowPrivateTargets) is { } why)
            return new Refusal(ProblemCatalogue.WebhookUrlRefused, why) { Param = "/url" }.ToResult();
        try
        {
            return await Create(http, key, wish);
        }
        catch (DbUpdateException e)
            when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return await Create(http, key, wish);                 // the same request at the same time made it
        }
    }

    public Task<IResult> Rotate(HttpContext http, string id) => transactions.Run<IResult>(
        async unit =>
        {
            var (key, refusal) = IdempotentWrites.KeyOf(http);
            if (key is null) return refusal!.ToResult();
            if (!http.Body().IsEmpty)
                return Refusal.Invalid("", FieldCodes.Unknown, "This request has no body.").ToResult();
            if (await Locked(unit, http, id) is not { } endpoint)
                return new Refusal(ProblemCatalogue.NotFound).ToResult();
            if (endpoint.RotateKey == key) return Show(StatusCodes.Status200OK, endpoint) with { IsReplay = true };
            var secret = box.Seal(WebhookSecret.Make(), endpoint.SealName);
            endpoint.Rotate(secret, key, clock.GetUtcNow() + options.SecretOverlap);
            return Show(StatusCodes.Status200OK, endpoint);
        },
        http.RequestAborted);

    public Task<IResult> Delete(HttpContext http, string id) => transactions.Run<IResult>(
        async unit =>
        {
            if (await Locked(unit, http, id) is not { } endpoint)
                return new Refusal(ProblemCatalogue.NotFound).ToResult();
            unit.Db.Remove(endpoint);
            return Results.NoContent();
        },
        http.RequestAborted);

    public static async Task<IResult> List(HttpContext http, GatewayDb db)
    {
        var merchant = http.Merchant().Id;
        var endpoints = await db.Set<WebhookEndpoint>().AsNoTracking().Where(x => x.MerchantId == merchant)
            .OrderBy(x => x.Id).ToListAsync(http.RequestAborted);
        return Answer.Of(
            StatusCodes.Status200OK, new WebhookEndpointList([.. endpoints.Select(x => WebhookEndpointView.Of(x))]));
    }

    private Task<IResult> Create(HttpContext http, string key, WebhookEndpointRequest wish) =>
        transactions.Run(unit => Create(unit, http, key, wish), http.RequestAborted);

    private async Task<IResult> Create(
        Unit<GatewayDb> unit, HttpContext http, string key, WebhookEndpointRequest wish)
    {
        var merchant = http.Merchant().Id;
        var existing = await unit.Db.Set<WebhookEndpoint>().AsNoTracking().Where(x => x.MerchantId == merchant)
            .ToListAsync(http.RequestAborted);
        if (existing.Find(x => x.CreateKey == key) is { } earlier)
            return IsSame(earlier, wish)
                ? Show(StatusCodes.Status201Created, earlier) with { IsReplay = true }
                : new Refusal(ProblemCatalogue.IdempotencyKeyReused).ToResult();
        if (existing.Count >= WebhookEndpoint.AtMost)
            return Refusal.Invalid("/url", FieldCodes.TooMany, $"At most {WebhookEndpoint.AtMost} endpoints.")
                .ToResult();
        var endpoint = new WebhookEndpoint
        {
            Id = Ids.New(clock),
            MerchantId = merchant,
            Url = wish.Url,
            EventTypes = wish.EventTypes?.ToArray(),
            CreateKey = key,
            CreatedAt = clock.Now(),
        };
        endpoint.Keep(box.Seal(WebhookSecret.Make(), endpoint.SealName));
        unit.Db.Add(endpoint);
        return Show(StatusCodes.Status201Created, endpoint);
    }

    private static async Task<WebhookEndpoint?> Locked(Unit<GatewayDb> unit, HttpContext http, string id)
    {
        if (!Guid.TryParseExact(id, "D", out var endpointId)) return null;
        await unit.Lock(http.RequestAborted, LockKey.Of<WebhookEndpoint>(endpointId));
        // Another merchant's endpoint does not exist for this one.
        var endpoint = unit.Db.FindLocked<WebhookEndpoint>(endpointId);
        return endpoint?.MerchantId == http.Merchant().Id ? endpoint : null;
    }

    private Answer Show(int status, WebhookEndpoint endpoint) =>
        Answer.Of(status, WebhookEndpointView.Of(endpoint, box.Open(endpoint.SealedSecret, endpoint.SealName)));

    private static bool IsSame(WebhookEndpoint endpoint, WebhookEndpointRequest wish) =>
        endpoint.Url == wish.Url && (endpoint.EventTypes ?? []).SequenceEqual(wish.EventTypes ?? []);

    private static WebhookEndpointRequest Read(BodyReader body)
    {
        var wish = new WebhookEndpointRequest(
            body.Code("url", WebhookUrl.LongestText), body.OptionalCodes("event_types", 64, WebhookBody.Types.Count));
        if (wish.EventTypes?.Except(WebhookBody.Types).Any() is true)
            body.Note("event_types", FieldCodes.Malformed, $"Of: {string.Join(", ", WebhookBody.Types)}.");
        return wish;
    }
}
