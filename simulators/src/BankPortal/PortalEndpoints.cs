using System.Security.Cryptography;
using System.Text;
using Simulators.Clock;

namespace Simulators.BankPortal;

/// <summary>
/// The bank's merchant site, as staff use it (workbook up, result down; signing in is not played), and the download of
/// its daily file, which programs fetch with signatures.
/// </summary>
internal static class PortalEndpoints
{
    private const string SignatureHeader = "X-File-Signature";
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void MapPortal(this WebApplication app)
    {
        var site = app.MapGroup("/bank-portal/{merchant}");
        site.MapPost("/batches", Upload);
        site.MapGet("/batches/{no}/result", Result);
        site.MapGet("/refunds/{no}", Refund);
        site.MapGet("/daily/{day}", Daily);
    }

    private static async Task<IResult> Upload(string merchant, HttpRequest request, PortalBook book)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, request.HttpContext.RequestAborted);
        var workbook = buffer.ToArray();
        var hash = Convert.ToHexStringLower(SHA256.HashData(workbook));
        if (request.Headers["X-Content-SHA256"] != hash) return Refused("HASH_DIFFERS");
        if (PortalSheet.Read(workbook, hash) is not { } batch) return Refused("FORM_WRONG");
        return book.Take(book.Of(merchant), batch)
            ? Results.Ok(new { batchNo = batch.No, lines = batch.Lines.Count, sumMinor = batch.SumMinor, sha256 = hash })
            : Refused("BATCH_NO_USED");
    }

    private static IResult Result(string merchant, string no, PortalBook book)
    {
        if (book.Find(merchant) is not { } found) return Results.NotFound();
        lock (found.Gate)
            return found.Batches.GetValueOrDefault(no) is { IsDone: true } batch
                ? Results.File(PortalSheet.Write(batch), Xlsx)
                : Results.NotFound();
    }

    /// <summary>One refund, as the site shows it to whoever looks it up (S74).</summary>
    private static IResult Refund(string merchant, string no, PortalBook book)
    {
        if (book.Find(merchant) is not { } found) return Results.NotFound();
        lock (found.Gate)
            return found.Batches.Values.Where(batch => batch.IsDone).SelectMany(batch => batch.Lines)
                .FirstOrDefault(line => line.RefundNo == no) is { } line
                ? Results.Ok(new { line.Status, line.BankNo, line.FailCode, line.FailReason, line.BankDate })
                : Results.NotFound();
    }

    private static async Task Daily(
        HttpContext http, string merchant, DateOnly day, PortalBook book, PortalKeys keys)
    {
        var asked = $"GET {http.Request.Path}{http.Request.QueryString}";
        if (!keys.IsCustomers(asked, http.Request.Headers[SignatureHeader].ToString()))
        {
            http.Response.StatusCode = 401;
            return;
        }
        var isReady = book.Now >= day.AddDays(1).Start().AddHours(DailyFile.ReadyAtHour);
        var file = isReady && book.Find(merchant) is { } found ? DailyFile.Write(found, day) : null;
        var body = file ?? Encoding.UTF8.GetBytes(isReady ? "NO_MOVEMENT" : "NOT_READY");
        http.Response.StatusCode = file is null ? 404 : 200;
        http.Response.Headers[SignatureHeader] = keys.Sign(body);
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    private static IResult Refused(string code) => Results.BadRequest(new { code });
}
