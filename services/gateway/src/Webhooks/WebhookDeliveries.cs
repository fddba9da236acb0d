using System.Globalization;
using Gateway.IdempotencyKeys;
using Gateway.Merchants;
using Gateway.Problems;
using Gateway.Requests;
using Microsoft.EntityFrameworkCore;
using Platform.Persistence;

namespace Gateway.Webhooks;

/// <summary>What was, or could not be, delivered; and once more.</summary>
internal sealed class WebhookDeliveries(IdempotentWrites writes, WorkSignal<SendWebhooks> signal, TimeProvider clock)
{
    private const int LargestPage = 100;
    private const int UsualPage = 20;

    /// <summary><c>?state=</c> (failed unless told), <c>limit</c>, <c>after</c>; the newest first.</summary>
    public static async Task<IResult> List(HttpContext http, GatewayDb db)
    {
        var (state, limit, after, refusal) = Parse(http.Request.Query);
        if (refusal is not null) return refusal.ToResult();
        var merchant = http.Merchant().Id;
        var found = await db.Set<WebhookDelivery>().AsNoTracking()
            .Where(x => x.MerchantId == merchant && x.State == state && x.Id < after)
            .OrderByDescending(x => x.Id).Take(limit + 1).ToListAsync(http.RequestAborted);
        var more = found.Count > limit;
        if (more) found.RemoveAt(limit);
        var last = found.Count > 0 ? found[^1].Id.ToString("D") : null;
        var page = new WebhookDeliveryPage([.. found.Select(x => WebhookDeliveryView.Of(x))], more, last);
        return Answer.Of(StatusCodes.Status200OK, page);
    }

    public static async Task<IResult> Get(HttpContext http, string id, GatewayDb db)
    {
        var merchant = http.Merchant().Id;
        var delivery = Guid.TryParseExact(id, "D", out var key)
            ? await db.Set<WebhookDelivery>().AsNoTracking()
                .SingleOrDefaultAsync(x => x.Id == key && x.MerchantId == merchant, http.RequestAborted)
            : null;
        if (delivery is null) return new Refusal(ProblemCatalogue.NotFound).ToResult();
        var log = await db.Set<WebhookTry>().AsNoTracking().Where(x => x.DeliveryId == key).OrderByDescending(x => x.At)
            .Select(x => new WebhookTryView(x.At, x.Status, x.Error, x.TookMs)).ToListAsync(http.RequestAborted);
        return Answer.Of(StatusCodes.Status200OK, WebhookDeliveryView.Of(delivery, log));
    }

    public async Task<IResult> Replay(HttpContext http, string id)
    {
        var (key, refusal) = IdempotentWrites.KeyOf(http);
        if (key is null) return refusal!.ToResult();
        if (!http.Body().IsEmpty)
            return Refusal.Invalid("", FieldCodes.Unknown, "This request has no body.").ToResult();
        if (!Guid.TryParseExact(id, "D", out var delivery)) return new Refusal(ProblemCatalogue.NotFound).ToResult();
        var answer = await writes.Run(
            http, key, unit => Replay(unit, http.Merchant().Id, delivery, http.RequestAborted));
        signal.Wake();
        return answer;
    }

    private async Task<Answer> Replay(Unit<GatewayDb> unit, Guid merchant, Guid id, CancellationToken ct)
    {
        await unit.Lock(ct, LockKey.Of<WebhookDelivery>(id));
        if (unit.Db.FindLocked<WebhookDelivery>(id) is not { } delivery || delivery.MerchantId != merchant)
            return ProblemCatalogue.NotFound;
        var usable = await unit.Db.Set<WebhookEndpoint>().AsNoTracking()
            .AnyAsync(x => x.Id == delivery.EndpointId && x.DisabledAt == null, ct);
        if (!usable)
            return new Refusal(ProblemCatalogue.WebhookUrlRefused, "The endpoint is disabled; make a new one.");
        delivery.Replay(clock.GetUtcNow());
        return Answer.Of(StatusCodes.Status202Accepted, WebhookDeliveryView.Of(delivery));
    }

    private static (DeliveryState State, int Limit, Guid After, Refusal? Refusal) Parse(IQueryCollection query)
    {
        var errors = new List<FieldError>();
        foreach (var name in query.Keys.Where(k => k is not ("state" or "limit" or "after")))
            errors.Add(new("?" + name, FieldCodes.Unknown, "There is no such parameter."));
        var (state, limit, after) = (DeliveryState.Failed, UsualPage, Guid.AllBitsSet);
        if (query.TryGetValue("state", out var word)
            && !(Enum.TryParse(word, ignoreCase: true, out state) && Enum.IsDefined(state)
                 && char.IsAsciiLetter(word.ToString()[0])))
            errors.Add(new("?state", FieldCodes.Malformed, "pending, delivered or failed."));
        if (query.TryGetValue("limit", out var number)
            && !(int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out limit)
                 && limit is >= 1 and <= LargestPage))
            errors.Add(new("?limit", FieldCodes.Malformed, $"1 to {LargestPage}."));
        if (query.TryGetValue("after", out var cursor) && !Guid.TryParseExact(cursor, "D", out after))
            errors.Add(new("?after", FieldCodes.Malformed, "An id as the platform gave it."));
        return (state, limit, after, errors.Count == 0 ? null : Refusal.Invalid(errors));
    }
}
