using System.Globalization;
using Gateway.Merchants;
using Gateway.Problems;
using Gateway.Requests;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Refunds;

/// <summary>
/// Reads: one refund, cheaply when nothing changed (ETag) or patiently until something did (<c>?wait=</c>), and lists.
/// </summary>
public sealed class ReadRefunds(IServiceScopeFactory scopes, [FromKeyedServices("real")] TimeProvider time)
{
    private const int LongestWait = 10;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    public async Task<IResult> Get(HttpContext http, string id)
    {
        if (!TryWait(http, out var wait))
            return Refusal.Invalid("?wait", FieldCodes.Malformed, $"Whole seconds, 0 to {LongestWait}.").ToResult();
        if (!Guid.TryParseExact(id, "D", out var refundId))
            return new Refusal(ProblemCatalogue.RefundNotFound).ToResult();
        var known = http.Request.Headers.IfNoneMatch.ToString();
        var since = time.GetTimestamp();
        while (true)
        {
            if (await Load(http.Merchant().Id, refundId, http.RequestAborted) is not { } refund)
                return new Refusal(ProblemCatalogue.RefundNotFound).ToResult();
            var answer = AskRefund.Show(StatusCodes.Status200OK, refund) with { Location = null };
            var news = known.Length > 0 ? answer.ETag != known : refund.IsEnded;
            if (news || time.GetElapsedTime(since) >= wait)
                return answer.ETag == known ? NotModified(http, known) : answer;
            await Task.Delay(LookEvery, time, http.RequestAborted);
        }
    }

    public async Task<IResult> List(HttpContext http)
    {
        var (query, refusal) = RefundQuery.Parse(http.Request.Query);
        if (query is null) return refusal!.ToResult();
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<GatewayDb>();
        var found = await query.Over(db.Set<Refund>().AsNoTracking().Where(r => r.MerchantId == http.Merchant().Id))
            .ToListAsync(http.RequestAborted);
        var more = found.Count > query.Limit;
        if (more) found.RemoveAt(query.Limit);
        if (query.Before is not null) found.Reverse();            // read towards the newer ones, shown newest first
        return Answer.Of(StatusCodes.Status200OK, new RefundPage(
            [.. found.Select(RefundView.Of)], more, Cursor(found.LastOrDefault()), Cursor(found.FirstOrDefault())));
    }

    public async Task<IResult> History(HttpContext http, string id)
    {
        if (!Guid.TryParseExact(id, "D", out var refundId)
            || await Load(http.Merchant().Id, refundId, http.RequestAborted) is not { } refund)
            return new Refusal(ProblemCatalogue.RefundNotFound).ToResult();
        await using var scope = scopes.CreateAsyncScope();
        var changes = await scope.ServiceProvider.GetRequiredService<GatewayDb>().Set<RefundChange>().AsNoTracking()
            .Where(c => c.RefundId == refundId && c.MerchantId == refund.MerchantId && c.Version <= refund.Version)
            .OrderBy(c => c.Version).ToListAsync(http.RequestAborted);
        return Answer.Of(StatusCodes.Status200OK, RefundHistory.Of(refund, changes));
    }

    private async Task<Refund?> Load(Guid merchantId, Guid id, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<GatewayDb>().Set<Refund>().AsNoTracking()
            .SingleOrDefaultAsync(r => r.Id == id && r.MerchantId == merchantId, ct);
    }

    private static IResult NotModified(HttpContext http, string etag)
    {
        http.Response.Headers.ETag = etag;
        return Results.StatusCode(StatusCodes.Status304NotModified);
    }

    private static bool TryWait(HttpContext http, out TimeSpan wait)
    {
        wait = TimeSpan.Zero;
        if (!http.Request.Query.TryGetValue("wait", out var text)) return true;
        var whole = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds);
        if (!whole || seconds > LongestWait) return false;
        wait = TimeSpan.FromSeconds(seconds);
        return true;
    }

    private static string? Cursor(Refund? refund) => refund is null ? null : RefundCursor.Of(refund).ToString();
}
