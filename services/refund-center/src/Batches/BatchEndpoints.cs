using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Platform.Http;
using Platform.Operators;

namespace RefundCenter.Batches;

/// <summary>
/// The desk of refunds that people carry to banks: which batches there are, file and sheet, what was done with them, and
/// what the banks answered.
/// </summary>
internal static class BatchEndpoints
{
    private const int Page = 200;

    /// <summary>A result file is smaller, a proof in Base64 with what is around it too.</summary>
    private const int BodyAtMost = 9 * 1024 * 1024;

    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void MapBatches(this WebApplication app)
    {
        app.MapGet("/internal/batches", List).RequireInternalAuth(operatorsToo: true);
        var desk = app.MapGroup("/internal").RequireOperator("desk");
        desk.MapGet("/batches/{id:guid}/workbook", (Guid id, HttpContext http, BatchDesk batches) =>
            File(id, http, batches, batch => (batch.Workbook, batch.WorkbookSha256, Xlsx, "xlsx")));
        desk.MapGet("/batches/{id:guid}/csv", (Guid id, HttpContext http, BatchDesk batches) =>
            File(id, http, batches, batch => (batch.Csv, batch.CsvSha256, "text/csv; charset=utf-8", "csv")));
        desk.MapGet("/batches/{id:guid}/sheet", Sheet);
        desk.MapPost("/batches/{id:guid}/handed-over", HandOver);
        desk.MapPost("/batches/{id:guid}/result", Result);
        desk.MapGet("/batches/{id:guid}/refusals", Unconfirmed);
        desk.MapPost("/legs/{id:guid}/result", LineResult);
    }

    private static async Task<IResult> List(
        RefundCenterDb db, TimeProvider clock, BatchState? state, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var open = db.Set<Batch>().AsNoTracking()
            .Where(x => state == null
                ? x.State != BatchState.Answered && x.State != BatchState.Withdrawn
                : x.State == state);
        return Results.Json(await open.OrderBy(x => x.MadeAt).Take(Page).Select(x => new BatchView(
            x.Id, x.No, x.Channel, x.ChannelMerchant, x.Method, x.Day, x.Count, x.Sum, x.WorkbookSha256, x.CsvSha256,
            x.State, (long)(now - x.MadeAt).TotalSeconds,
            db.Set<BatchLine>().Count(l => l.BatchId == x.Id && (l.Answer == "Done" || l.Answer == "Refused")),
            x.MadeAt, x.DownloadedAt, x.DownloadedBy, x.Downloads, x.HandedOverAt, x.HandedOverBy, x.AnswerDueAt, x.AnsweredAt))
            .ToListAsync(ct));
    }

    private static async Task<IResult> File(
        Guid id, HttpContext http, BatchDesk desk,
        Func<Batch, (byte[] Bytes, string Sha256, string Type, string Ending)> of)
    {
        if (Reason(http, out var reason) is { } objection) return objection.ToResult();
        var (batch, why) = await desk.Fetch(id, reason, http.Operator(), http.RequestAborted);
        if (batch is null) return Refused(why!);
        var (bytes, hash, type, ending) = of(batch);
        Manifest(http, batch, hash);
        return Results.File(bytes, type, $"{batch.No}.{ending}");
    }

    private static async Task<IResult> Sheet(Guid id, HttpContext http, BatchDesk desk, CancellationToken ct)
    {
        if (Reason(http, out var reason) is { } objection) return objection.ToResult();
        var (batch, why) = await desk.Fetch(id, reason, http.Operator(), ct);
        if (batch is null || await desk.Look(id, ct) is not { } open) return Refused(why ?? IntakeAnswer.Refused.NoBatch);
        Manifest(http, batch, batch.WorkbookSha256);
        return Results.Text(PrintedSheet.Of(batch, open.AsSent()), "text/html; charset=utf-8");
    }

    /// <summary>What the bank has refused, as one person brought it: for the second one, who looks at the bank's own word.</summary>
    private static async Task<IResult> Unconfirmed(Guid id, BatchDesk desk, CancellationToken ct) =>
        await desk.Look(id, ct) is { } open
            ? Results.Json(open.Unconfirmed.Select(line => new
            {
                line.LineNo, line.LegId, line.FailCode, line.FailReason, line.AnsweredAt,
            }))
            : Refused(IntakeAnswer.Refused.NoBatch);

    private static async Task<IResult> HandOver(Guid id, HttpContext http, BatchDesk desk, CancellationToken ct)
    {
        if (await OperatorBody.Read<HandOverBody>(http.Request, ct, BodyAtMost) is not { } body) return BodyInvalid();
        if (Reasons.Read(body.Reason, out var reason) is { } objection) return objection.ToResult();
        if (body.Proof is { IsValid: false }) return ProofInvalid();
        return Answer(await desk.HandOver(
            id, reason, body.Proof is null ? null : body.Proof with { Note = reason }, http.Operator(), ct));
    }

    private static async Task<IResult> Result(
        Guid id, HttpContext http, ResultIntake intake, CancellationToken ct, bool preview = false)
    {
        if (await http.Request.ReadAtMost(BodyAtMost, ct) is not { } file) return BodyInvalid();
        if (preview) return Answer(await intake.Preview(id, file, ct));
        return Reason(http, out var reason) is { } objection
            ? objection.ToResult()
            : Answer(await intake.Take(id, file, reason, http.Operator(), ct));
    }

    private static async Task<IResult> LineResult(Guid id, HttpContext http, ResultIntake intake, CancellationToken ct)
    {
        if (await OperatorBody.Read<LineResultBody>(http.Request, ct, BodyAtMost) is not { } body) return BodyInvalid();
        if (Reasons.Read(body.Reason, out var reason) is { } objection) return objection.ToResult();
        if (!body.Proof.IsValid) return ProofInvalid();
        return Answer(await intake.TakeOne(id, body.Result(), body.Proof with { Note = reason }, http.Operator(), ct));
    }

    /// <summary>The body is a file, or there is none: the reason is a part of the address, which is signed.</summary>
    private static Objection? Reason(HttpContext http, [NotNull] out string? reason) =>
        Reasons.Read(http.Request.Query["reason"], out reason);

    private static IResult Answer(IntakeAnswer answer) => answer switch
    {
        IntakeAnswer.Taken taken => Results.Json(taken),
        IntakeAnswer.Mistaken mistaken => Results.Problem(
            "The file does not count; nothing has changed.", statusCode: StatusCodes.Status422UnprocessableEntity,
            extensions: new Dictionary<string, object?>
            {
                ["code"] = "result_file_refused", ["errors"] = mistaken.Mistakes,
            }),
        _ => Refused((IntakeAnswer.Refused)answer),
    };

    private static IResult ProofInvalid() => Refusals.Problem(
        "proof_invalid", StatusCodes.Status422UnprocessableEntity,
        "A proof has a name, and a SHA-256 or at most 5 MiB of content, which agree.");

    private static IResult BodyInvalid() => Refusals.Problem(
        "body_invalid", StatusCodes.Status400BadRequest,
        "The body is too large, or no JSON with the members of this address.");

    private static IResult Refused(IntakeAnswer.Refused refused) =>
        Refusals.Problem(refused.Code, refused.Status, refused.Detail);

    /// <summary>What accompanies the bytes, so that nobody carries half a file or another one.</summary>
    private static void Manifest(HttpContext http, Batch batch, string hash)
    {
        http.Response.Headers["X-Content-SHA256"] = hash;
        http.Response.Headers["X-Batch-No"] = batch.No;
        http.Response.Headers["X-Batch-Count"] = $"{batch.Count}";
        http.Response.Headers["X-Batch-Sum"] = $"{batch.Sum}";
        http.Response.Headers.CacheControl = "no-store";
    }
}
