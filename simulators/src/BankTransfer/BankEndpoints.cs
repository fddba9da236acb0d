using System.Globalization;
using System.Text;

namespace Simulators.BankTransfer;

/// <summary>The bank's protocol: files in, reports, notifications and statements out; every answer signed.</summary>
internal static class BankEndpoints
{
    public const string SignatureHeader = "X-File-Signature";
    private const int LargestFile = 1024 * 1024;

    public static void MapBank(this WebApplication app)
    {
        var bank = app.MapGroup("/bank");
        bank.MapPost("/files", TakeFile);
        bank.MapGet("/files/{no}/status", (HttpContext http, string no, BankDesk desk) => desk.Answer(
            http, () => desk.Status(no)));
        bank.MapGet("/notifications", (HttpContext http, BankDesk desk) => desk.Answer(http, () =>
            long.TryParse(http.Request.Query["after"], NumberStyles.None, CultureInfo.InvariantCulture, out var after)
                ? desk.Notifications(after)
                : new BankAnswer(400, [])));
        bank.MapGet("/statements/{day}", (HttpContext http, DateOnly day, BankDesk desk) =>
            desk.Answer(http, () => desk.Statement(day)));
    }

    private static async Task TakeFile(HttpContext http, BankDesk desk, BankFates fates, BankSettings settings)
    {
        var body = await Body(http.Request);
        if (!desk.Knows(http.Request, body))
        {
            http.Response.StatusCode = 401;
            return;
        }
        if (BankFile.Read(body) is not { } file || file.DebtorAccount != settings.Account)
        {
            await desk.Write(http, new BankAnswer(400, Encoding.UTF8.GetBytes("no such file")));
            return;
        }

        var fate = fates.Of(file.EndToEndId, file.PayeeAccount);
        if (fate.Order(BankFateKind.Slow) is { } slow)
            await Task.Delay(TimeSpan.FromSeconds(slow.Seconds ?? 2), http.RequestAborted);
        if (fate.Has(BankFateKind.LostBefore)) http.Abort();
        else if (fate.Has(BankFateKind.ErrorNotExecuted)) http.Response.StatusCode = 500;
        else await AnswerTaken(http, desk, desk.Take(file, fate), fate);
    }

    private static async Task AnswerTaken(HttpContext http, BankDesk desk, BankAnswer report, BankFate fate)
    {
        if (fate.Has(BankFateKind.LostAfter)) http.Abort();
        else if (fate.Has(BankFateKind.HangAfter)) await desk.Hang(http);
        else if (fate.Has(BankFateKind.ErrorExecuted)) http.Response.StatusCode = 500;
        else if (fate.Has(BankFateKind.Silent)) await desk.Write(http, new BankAnswer(202, []));
        else if (fate.Has(BankFateKind.Garbage))
            await desk.Write(http, new BankAnswer(200, Encoding.UTF8.GetBytes("<html>busy</html>")));
        else await desk.Write(http, report, fate.Has(BankFateKind.WrongSignature));
    }

    private static async Task<byte[]> Body(HttpRequest request)
    {
        if (request.ContentLength > LargestFile) return [];
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, request.HttpContext.RequestAborted);
        return buffer.ToArray();
    }
}
