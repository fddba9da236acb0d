using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Stand.Day;

/// <summary>
/// The work of two persons on a morning (docs/operations/daily-file.md, refund-desk.md): workbooks and sheets to the bank, its results
/// back, and silent successes ended by both.
/// </summary>
internal sealed class RefundDesk(DeskPerson anna, DeskPerson bob, BankSite site, Action<string> say) : IDisposable
{
    private const string Center = "refund-center/";
    private static readonly string[] Sheet = ["offline"];

    /// <summary>Batches whose result was read: what it left open the bank's daily files tell.</summary>
    private readonly HashSet<string> read = [];

    /// <summary>Sends a refund that waits for the bank's file by sheet instead (S146), before it is in one.</summary>
    public async Task SendBySheet(Guid refund)
    {
        await anna.SignIn();
        await foreach (var (_, leg) in Waiting("files"))
            if (leg.GetProperty("refund_id").GetGuid() == refund)
                await anna.Post($"{Center}legs/{Text(leg, "leg_id")}/reroute", new
                {
                    methods = Sheet, reason = "the bank asks for a stamped sheet for this payer",
                });
    }

    /// <summary>Everything that can be done now.</summary>
    public async Task Morning()
    {
        await anna.SignIn();
        await bob.SignIn();
        foreach (var batch in (await anna.Get(Center + "batches")).EnumerateArray())
        {
            if (Text(batch, "state") is "made" or "downloaded") await Carry(batch);
            else if (Text(batch, "method") == "file") await ReadResultFile(batch);
        }
        await ReadSheets();
        await ConfirmRefusals();
        await EndSilentOnes();
    }

    /// <summary>Batches that wait for somebody, or for the bank.</summary>
    public async Task<int> Open() => (await anna.Get(Center + "batches")).GetArrayLength();

    public void Dispose()
    {
        anna.Dispose();
        bob.Dispose();
        site.Dispose();
    }

    /// <summary>Hash, count and sum are compared before anything is handed over; a sheet is printed, and typed in at the bank's counter.</summary>
    private async Task Carry(JsonElement batch)
    {
        var (id, isSheet) = (Text(batch, "id"), Text(batch, "method") == "offline");
        if (isSheet)
        {
            var (sheet, _) = await anna.Fetch($"{Center}batches/{id}/sheet?reason=printed+for+the+counter");
            if (!Encoding.UTF8.GetString(sheet).Contains(Text(batch, "no")))
                throw new InvalidOperationException($"The sheet of batch {id} does not name it.");
        }
        var (workbook, headers) = await anna.Fetch($"{Center}batches/{id}/workbook?reason=taken+to+the+bank");
        var hash = Convert.ToHexStringLower(SHA256.HashData(workbook));
        if (headers.GetValues("X-Content-SHA256").Single() != hash) throw new InvalidOperationException($"Batch {id} came damaged.");
        await site.Upload(Text(batch, "channel_merchant"), workbook, hash);
        await anna.Post($"{Center}batches/{id}/handed-over", new
        {
            reason = isSheet ? "carried to the counter, stamped" : "uploaded, count and sum agree",
            proof = new { name = $"receipt of {Text(batch, "no")}", sha256 = hash },
        });
        say($"the desk hands over {(isSheet ? "sheet" : "workbook")} {Text(batch, "no")}: {batch.GetProperty("count")} refunds, "
            + $"{batch.GetProperty("sum").GetProperty("minor")} fen");
    }

    private async Task ReadResultFile(JsonElement batch)
    {
        if (read.Contains(Text(batch, "no"))
            || await site.Result(Text(batch, "channel_merchant"), Text(batch, "no")) is not { } file) return;
        var taken = await anna.Post($"{Center}batches/{Text(batch, "id")}/result?reason=the+bank+has+answered", Workbook(file));
        read.Add(Text(batch, "no"));
        say($"the bank's result of {Text(batch, "no")} is read: {taken.GetProperty("lines").GetArrayLength()} lines");
    }

    /// <summary>What went on a sheet is looked up on the bank's site, refund by refund.</summary>
    private async Task ReadSheets()
    {
        await foreach (var (group, leg) in Waiting("offline"))
        {
            if (await site.Refund(Text(group, "channel_merchant"), Text(leg, "no")) is not { } shown) continue;
            await anna.Post($"{Center}legs/{Text(leg, "leg_id")}/result", new
            {
                reason = "read on the bank's site",
                status = Text(shown, "status"),
                bank_refund_no = Given(shown, "bankNo"),
                fail_code = Given(shown, "failCode"),
                fail_reason = Given(shown, "failReason"),
                bank_date = Date(Text(shown, "bankDate")),
                proof = new { name = "screen.json", content = Encoding.UTF8.GetBytes(shown.GetRawText()) },
            });
            say($"the bank's word about {Text(leg, "no")} is recorded: {Text(shown, "status")} {Given(shown, "failCode")}".TrimEnd());
        }
    }

    /// <summary>BestPay did it by hand and told nobody (S30): its back office shows it, and two persons end the refund.</summary>
    private async Task EndSilentOnes()
    {
        await foreach (var (group, leg) in Waiting("unknown_at_channel"))
        {
            if (Text(group, "channel") != "bestpay"
                || await site.BackOffice(Text(group, "channel_merchant"), Text(leg, "no")) is not { } shown
                || Text(shown, "tradeStatus") != "SUCCESS") continue;
            await Both("leg.force_success", Text(leg, "leg_id"), new
            {
                leg = await Seen(leg),
                proof = $"BestPay's back office shows SUCCESS, trade {Text(shown, "tradeNo")}",
            }, "silent since its second failure, looked up in the back office");
            say($"two persons end the silent refund {Text(leg, "no")} at BestPay as succeeded");
        }
    }

    /// <summary>An F that one person brought frees no money: the other one looks at the bank's own word as well.</summary>
    private async Task ConfirmRefusals()
    {
        foreach (var batch in (await anna.Get(Center + "batches")).EnumerateArray())
        {
            var refused = await anna.Get($"{Center}batches/{Text(batch, "id")}/refusals");
            if (refused.GetArrayLength() == 0) continue;
            await Both("batch.confirm_refusals", Text(batch, "id"), new
            {
                lines = refused.EnumerateArray().ToDictionary(
                    line => line.GetProperty("line_no").GetInt32(), line => Text(line, "fail_code")),
            }, "the bank refused them for good");
            say($"two persons confirm what the bank refused in {Text(batch, "no")}: {refused.GetArrayLength()} refunds");
        }
    }

    private async Task Both(string kind, string subject, object payload, string reason)
    {
        var made = await anna.Post(Center + "proposals", new { kind, subject, payload, reason });
        var address = $"{Center}proposals/{Text(made, "id")}";
        await bob.Post(address + "/approve", new
        {
            reason = "looked it up as well", payload_hash = Text(await bob.Get(address), "payload_hash"),
        });
    }

    /// <summary>How the leg stands: what both agree to.</summary>
    private async Task<object> Seen(JsonElement line)
    {
        var view = (await anna.Get($"{Center}refunds/{Text(line, "refund_id")}/legs")).EnumerateArray()
            .Single(leg => Text(leg, "id") == Text(line, "leg_id"));
        return new { status = Text(view, "status"), stamp = Text(view, "stamp") };
    }

    /// <summary>The legs of a queue, cause by cause.</summary>
    private async IAsyncEnumerable<(JsonElement Group, JsonElement Leg)> Waiting(string queue)
    {
        foreach (var group in (await anna.Get($"{Center}queues/{queue}")).GetProperty("groups").EnumerateArray())
        {
            var address = $"{Center}queues/{queue}/refunds?channel={Text(group, "channel")}&cause={Uri.EscapeDataString(Text(group, "cause"))}";
            foreach (var leg in (await anna.Get(address)).EnumerateArray()) yield return (group, leg);
        }
    }

    private static ByteArrayContent Workbook(byte[] file) => new(file)
    {
        Headers = { ContentType = new MediaTypeHeaderValue("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet") },
    };

    private static string Text(JsonElement of, string member) => of.GetProperty(member).GetString()!;

    private static string? Given(JsonElement of, string member) => Text(of, member) is { Length: > 0 } text ? text : null;

    /// <summary>The bank writes 20260303.</summary>
    private static string Date(string day) => $"{day[..4]}-{day[4..6]}-{day[6..]}";
}
