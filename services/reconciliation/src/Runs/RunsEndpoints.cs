using Microsoft.EntityFrameworkCore;
using Platform.Http;
using Platform.Operators;
using Platform.Persistence;

namespace Reconciliation.Runs;

/// <summary>The day board: which files arrived, what was matched, what is open.</summary>
public static class RunsEndpoints
{
    public static void MapRuns(this IEndpointRouteBuilder internalApi)
    {
        internalApi.MapGet("/runs", List);
        internalApi.MapPost("/runs/{runId:guid}/fetch", FetchAgain).RequireOperator("desk");
    }

    /// <summary>Runs, latest day first; <c>before</c> is the cursor: only days before this one.</summary>
    private static async Task<IResult> List(ReconciliationDb db, DateOnly? before, int? limit, CancellationToken ct)
    {
        var runs = await db.Runs.AsNoTracking()
            .Where(x => before == null || x.Day < before)
            .OrderByDescending(x => x.Day).ThenBy(x => x.Channel).ThenBy(x => x.ChannelMerchant)
            .Take(Math.Clamp(limit ?? 100, 1, 500))
            .ToListAsync(ct);
        var ids = runs.ConvertAll(x => x.CorrelationId);
        var fetches = await db.Fetches.AsNoTracking().Where(x => ids.Contains(x.RunId)).OrderBy(x => x.Kind)
            .ToListAsync(ct);
        return Results.Ok(
            new { items = runs.Select(run => View(run, fetches.Where(x => x.RunId == run.CorrelationId))) });
    }

    private static object View(RunState run, IEnumerable<Bills.Fetch> fetches) => new
    {
        run_id = run.CorrelationId,
        run.Channel,
        channel_merchant = run.ChannelMerchant,
        run.Day,
        state = SnakeCaseNames.ToSnakeCase(run.CurrentState),
        run.Round,
        files = fetches.Select(x =>
            new { x.Kind, arrived = x.FileId is not null, x.Answer, x.Tries, asked_again_at = x.DueAt }),
        run.Lines,
        run.Moved,
        run.Waiting,
        run.Breaks,
        opened_at = run.OpenedAt,
        done_at = run.DoneAt,
    };

    /// <summary>Somebody of the desk has the files of a day asked for again, and says why.</summary>
    private static async Task<IResult> FetchAgain(
        Guid runId, HttpContext http, Transactions<ReconciliationDb> transactions, AuditLog audit, CancellationToken ct)
    {
        if (await OperatorBody.Read<ReasonBody>(http.Request, ct) is not { } body)
            return Objection.BodyInvalid.ToResult();
        if (Reasons.Read(body.Reason, out var reason) is { } objection) return objection.ToResult();
        var isKnown = await transactions.Run(async unit =>
        {
            var run = await unit.Db.Runs.AsNoTracking().SingleOrDefaultAsync(x => x.CorrelationId == runId, ct);
            if (run is null) return false;
            unit.Publish(new FetchAgain(runId));
            await audit.Append(
                unit.Db, http.Operator(), new AuditedAction(
                    "run.fetched_again", runId.ToString("D"), reason, new { run.Channel, run.ChannelMerchant, run.Day }),
                ct);
            return true;
        }, ct);
        return isKnown
            ? Results.Accepted()
            : Refusals.Problem("run_not_found", StatusCodes.Status404NotFound, "There is no such run.");
    }

    private sealed record ReasonBody(string Reason);
}
