using System.Text;
using Simulators.Clock;

namespace Simulators.BankTransfer;

/// <summary>Answers questions about the account, and signs whatever leaves the bank.</summary>
internal sealed class BankDesk(
    BankTransfers transfers, BankDocuments documents, BankKeys keys, BankSettings settings, VirtualClock clock)
{
    private static readonly TimeSpan StatementAfter = TimeSpan.FromHours(1);

    /// <summary>Days by which statements are late; ordered by a test.</summary>
    public int StatementsLateByDays { get; set; }

    /// <summary>From this day on statements count one too far: a number is missing. Ordered by a test.</summary>
    public DateOnly? SequenceGapFrom { get; set; }

    public bool Knows(HttpRequest request, byte[] body) => keys.IsCustomers(request, body);

    public BankAnswer Take(BankFile file, BankFate fate) =>
        new(200, documents.Report(file.MsgId, transfers.Take(file, fate)));

    public BankAnswer Status(string no)
    {
        if (transfers.Find(no) is not { } transfer || transfer.Fate.Has(BankFateKind.Silent) || transfer.Fate.Has(
            BankFateKind.Dropped))
            return new BankAnswer(404, Encoding.UTF8.GetBytes(no));
        var status = transfer.Fate.Order(BankFateKind.RejectLater) is { } reject
            ? new TransferStatus("PART", "RJCT", reject.Reason ?? "AC01", null)
            : transfer.Status;
        return new BankAnswer(200, documents.Report(no, status));
    }

    public BankAnswer Notifications(long after) =>
        transfers.NotificationsAfter(after) is { Count: > 0 } page
            ? new BankAnswer(200, documents.Notifications(page))
            : new BankAnswer(204, []);

    public BankAnswer Statement(DateOnly day)
    {
        var readyAt = new DateTimeOffset(
            day.AddDays(1 + StatementsLateByDays), TimeOnly.MinValue, TimeSpan.FromHours(8)) + StatementAfter;
        if (clock.GetUtcNow() < readyAt || day < transfers.OpenedOn)
            return new BankAnswer(404, Encoding.UTF8.GetBytes("no statement"));
        var (opening, bookings) = transfers.DayOf(day);
        var sequence = day.DayNumber - transfers.OpenedOn.DayNumber + 1 + (SequenceGapFrom <= day ? 1 : 0);
        return new BankAnswer(200, documents.Statement(day, sequence, opening, bookings));
    }

    /// <summary>Answers a question of the customer's; anybody else learns nothing.</summary>
    public async Task Answer(HttpContext http, Func<BankAnswer> answer)
    {
        if (Knows(http.Request, [])) await Write(http, answer());
        else http.Response.StatusCode = 401;
    }

    public async Task Write(HttpContext http, BankAnswer answer, bool isWronglySigned = false)
    {
        http.Response.StatusCode = answer.Status;
        http.Response.Headers[BankEndpoints.SignatureHeader] = keys.Sign(
            isWronglySigned ? [.. answer.Body, 0] : answer.Body);
        if (answer.Body.Length == 0) return;
        http.Response.ContentType = "application/xml; charset=utf-8";
        await http.Response.Body.WriteAsync(answer.Body, http.RequestAborted);
    }

    public async Task Hang(HttpContext http)
    {
        await Task.Delay(TimeSpan.FromSeconds(settings.HangSeconds), http.RequestAborted);
        http.Abort();
    }
}

/// <summary>What leaves the bank, before it is signed.</summary>
internal sealed record BankAnswer(int Status, byte[] Body);
