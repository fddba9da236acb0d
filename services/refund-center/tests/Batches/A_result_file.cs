using System.IO.Compression;
using System.Net.Http.Json;
using Channels;
using Channels.Tests.BankPortal;
using Contracts.Executions;
using Contracts.Payouts;
using RefundCenter.Batches;
using RefundCenter.Cases;
using RefundCenter.Legs;

namespace RefundCenter.Tests.Batches;

/// <summary>What the bank answers to a batch of three, refunded on the working day after.</summary>
public sealed class A_result_file : IAsyncLifetime
{
    private FileDesk desk = null!;
    private ExecuteRefund[] orders = [];
    private Batch batch = null!;
    private byte[] workbook = [];

    public async Task InitializeAsync()
    {
        desk = await FileDesk.Open();
        orders = await desk.Ready(desk.Order(880), desk.Order(120), desk.Order(5_000));
        batch = await desk.BatchOf(orders);
        workbook = await desk.Fetch(batch.Id);
        (await desk.HandOver(batch.Id)).EnsureSuccessStatusCode();
    }

    public async Task DisposeAsync() => await desk.DisposeAsync();

    [Fact]
    public async Task Ends_every_refund_of_its_batch()
    {
        var file = Filled().Save();
        var seen = await FileDesk.Json(await desk.Bring(batch.Id, file, preview: true));
        Assert.False(seen.GetProperty("is_applied").GetBoolean());
        Assert.Equal(["succeeded", "succeeded", "succeeded"], After(seen));
        Assert.Equal(LegStatus.Sent, (await desk.Service.Leg(orders[0].RefundId))!.Status);

        var taken = await FileDesk.Json(await desk.Bring(batch.Id, file));
        Assert.Equal(("answered", true), (taken.GetProperty("state").GetString(), taken.GetProperty("is_applied").GetBoolean()));
        Assert.Equal(seen.GetProperty("lines").ToString(), taken.GetProperty("lines").ToString());
        foreach (var order in orders)
        {
            var fact = await desk.Service.Bus.Published<RefundExecuted>(
                x => x.RefundId == order.RefundId && x.Outcome == ExecutionOutcome.Succeeded);
            Assert.Equal(order.Amount, fact.Moved.ByChannel);
        }
        Assert.Equal(3L, await desk.Service.Database.Scalar<long>("SELECT count(*) FROM sends WHERE answer = 'Done'"));

        Assert.Equal("wang the file of the day", await desk.Service.Database.Scalar<string>($"""
            SELECT concat_ws(' ', person_name, reason) FROM audit_log WHERE (action, subject) = ('batch.answered', '{batch.No}')
            """));

        var before = await desk.Everything();
        var again = await FileDesk.Json(await desk.Bring(batch.Id, file));
        Assert.True(again.GetProperty("is_repeat").GetBoolean());
        Assert.False(again.GetProperty("is_applied").GetBoolean());
        Assert.Equal(before, await desk.Everything());
    }

    [Fact]
    public async Task Changes_nothing_when_nobody_says_why_it_is_brought()
    {
        var before = await desk.Everything();
        foreach (var reason in (string[])["", "?reason=why"])
            Assert.Equal("reason_invalid", await Code(desk.Call(
                HttpMethod.Post, $"/internal/batches/{batch.Id}/result{reason}", new ByteArrayContent(Filled().Save()))));
        Assert.Equal(before, await desk.Everything());
    }

    [Fact]
    public Task Changes_nothing_with_a_wrong_sum() =>
        IsRefused(Filled().Type(5, 6, "60.01").Save(), (5, null, FileMistakes.SumWrong));

    [Fact]
    public Task Changes_nothing_when_a_line_is_missing() => IsRefused(
        Filled().Delete(3).Save(), (5, null, FileMistakes.CountWrong), (5, null, FileMistakes.SumWrong),
        (null, 2, FileMistakes.LineMissing));

    [Fact]
    public Task Changes_nothing_with_a_doubled_line() => IsRefused(
        Filled().Repeat(2).Save(), (5, 1, FileMistakes.LineDoubled), (6, null, FileMistakes.CountWrong),
        (6, null, FileMistakes.SumWrong));

    [Fact]
    public Task Changes_nothing_with_a_computed_cell() =>
        IsRefused(Filled().Compute(3, 12, "\"S\"").Save(), (3, null, FileMistakes.FormulaCell));

    [Fact]
    public Task Changes_nothing_when_it_is_a_bomb()
    {
        using var bytes = new MemoryStream();
        bytes.Write(Filled().Save());
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
        using (var part = zip.CreateEntry("xl/media/bomb.bin").Open())
            part.Write(new byte[30_000_000]);
        return IsRefused(bytes.ToArray(), (null, null, FileMistakes.ZipBomb));
    }

    [Fact]
    public async Task Lets_a_payout_follow_a_closed_account_and_hands_what_is_unknown_to_people()
    {
        var answer = await FileDesk.Json(await desk.Bring(
            batch.Id, Filled().Refuse(3, "ACCOUNT_CLOSED", "销户").Refuse(4, "E999").Save()));
        Assert.Equal(["succeeded", "dying", "unknown"], After(answer));
        Assert.Equal("handed_over", answer.GetProperty("state").GetString());
        Assert.Equal(0L, await desk.Service.Database.Scalar<long>("SELECT count(*) FROM certificates"));
        await desk.ConfirmRefusals(batch.Id, new() { [2] = "ACCOUNT_CLOSED" });
        var payout = await desk.Service.Bus.Published<MakePayout>(x => x.RefundId == orders[1].RefundId);
        Assert.Equal((2, orders[1].Amount), (payout.LegOrdinal, payout.Amount));
        Assert.Equal(1L, await desk.Service.Database.Scalar<long>(
            "SELECT count(*) FROM certificates WHERE kind = 'DefiniteCode' AND maker = 'wang' AND checker = 'li'"));
        Assert.Equal("operator", (await desk.Service.Leg(orders[2].RefundId))!.WaitingFor);

        // the bank looked again: only what it says anew counts
        var corrected = await FileDesk.Json(await desk.Bring(
            batch.Id, Filled().Refuse(3, "ACCOUNT_CLOSED", "销户").Save()));
        Assert.Equal(
            [false, false, true], corrected.GetProperty("lines").EnumerateArray().Select(x => x.GetProperty("is_new").GetBoolean()));
        Assert.Equal("answered", corrected.GetProperty("state").GetString());
        Assert.Equal(LegStatus.Succeeded, (await desk.Service.Leg(orders[2].RefundId))!.Status);
    }

    [Fact]
    public async Task Frees_no_money_by_the_word_of_one_person()
    {
        await desk.Bring(batch.Id, Filled().Refuse(3, "ACCOUNT_CLOSED", "销户").Refuse(4, "OVER_AMOUNT").Save());
        var refusals = await FileDesk.Json(await desk.Call(HttpMethod.Get, $"/internal/batches/{batch.Id}/refusals"));
        Assert.Equal(
            ["2 ACCOUNT_CLOSED", "3 OVER_AMOUNT"],
            refusals.EnumerateArray().Select(x => $"{x.GetProperty("line_no").GetInt32()} {x.GetProperty("fail_code").GetString()}"));
        var wrong = await desk.ProposeRefusals(batch.Id, new() { [2] = "OVER_AMOUNT" });
        Assert.Equal("refusals_changed", wrong.GetProperty("code").GetString());

        var made = await desk.ProposeRefusals(batch.Id, new() { [2] = "ACCOUNT_CLOSED", [3] = "OVER_AMOUNT" });
        var alone = await FileDesk.Json(await desk.Approve(made, FileDesk.Wang));
        Assert.Equal("proposal_other_part", alone.GetProperty("code").GetString());
        // the bank looked again before the second person agrees
        await desk.Bring(batch.Id, Filled().Refuse(3, "ACCOUNT_CLOSED", "销户").Save());
        var late = await FileDesk.Json(await desk.Approve(made, FileDesk.Li));
        Assert.Equal("refusals_changed", late.GetProperty("code").GetString());
        Assert.Equal(LegStatus.Dying, (await desk.Service.Leg(orders[1].RefundId))!.Status);

        await desk.ConfirmRefusals(batch.Id, new() { [2] = "ACCOUNT_CLOSED" });
        Assert.Equal(LegStatus.Dead, (await desk.Service.Leg(orders[1].RefundId))!.Status);
        Assert.Equal(BatchState.Answered, (await desk.TheBatch(3)).State);
    }

    [Fact]
    public async Task Opens_a_case_when_it_contradicts_an_earlier_one()
    {
        await desk.Bring(batch.Id, Filled().Save());
        var answer = await FileDesk.Json(await desk.Bring(batch.Id, Filled().Refuse(3, "ACCOUNT_CLOSED").Save()));
        Assert.Equal(["succeeded", "succeeded", "succeeded"], After(answer));
        await using var db = desk.Service.Database.Open();
        Assert.Equal((CaseKind.ContradictedSuccess, orders[1].RefundId), db.Cases.Select(x => new ValueTuple<CaseKind, Guid>(x.Kind, x.RefundId)).Single());
    }

    [Fact]
    public async Task May_be_one_result_that_a_person_read_on_the_banks_site()
    {
        var leg = ChannelNo.IdOf(orders[0].RefundId, 1);
        Assert.Equal("result_invalid", await Code(Read(leg, "S")));
        Assert.Equal("proof_invalid", await Code(Read(leg, "S", "BR7", hash: "abc")));
        Assert.Equal("leg_not_in_batch", await Code(Read(Guid.CreateVersion7(), "S", "BR7")));
        Assert.Equal("body_invalid", await Code(desk.Call(
            HttpMethod.Post, $"/internal/legs/{leg}/result", JsonContent.Create(new { status = "S" }))));

        Assert.True((await FileDesk.Json(await Read(leg, "S", "BR7"))).GetProperty("is_applied").GetBoolean());
        Assert.False((await FileDesk.Json(await Read(leg, "S", "BR7"))).GetProperty("is_applied").GetBoolean());
        Assert.Equal(LegStatus.Succeeded, (await desk.Service.Leg(orders[0].RefundId))!.Status);
        await using var db = desk.Service.Database.Open();
        var proof = db.Set<Proof>().Single();
        Assert.Equal(("screen.png", 1, "wang", "seen on the bank's site"), (proof.Name, proof.LineNo, proof.AddedBy, proof.Note));

        // the file comes as well, and says the same
        Assert.Equal(["succeeded", "succeeded", "succeeded"], After(await FileDesk.Json(
            await desk.Bring(batch.Id, Filled().Refund(2, "BR7", "20260303").Save()))));
        Assert.Equal(0L, await desk.Service.Database.Scalar<long>("SELECT count(*) FROM cases"));
    }

    [Fact]
    public async Task Is_nobodys_without_its_batch() =>
        Assert.Equal("batch_not_found", await Code(desk.Bring(Guid.CreateVersion7(), Filled().Save())));

    private BankClerk Filled() => new BankClerk(workbook).RefundAll();

    private Task<HttpResponseMessage> Read(Guid leg, string status, string? no = null, string? hash = null) => desk.Call(
        HttpMethod.Post, $"/internal/legs/{leg}/result", JsonContent.Create(new
        {
            reason = "seen on the bank's site", status, bank_refund_no = no, bank_date = "2026-03-03",
            proof = new { name = "screen.png", sha256 = hash, content = Convert.ToBase64String([1, 2, 3]) },
        }));

    private async Task IsRefused(byte[] file, params (int? Row, int? Line, string Code)[] mistakes)
    {
        var before = await desk.Everything();
        foreach (var preview in (bool[])[true, false])
        {
            using var answer = await desk.Bring(batch.Id, file, preview);
            Assert.Equal(422, (int)answer.StatusCode);
            var problem = await FileDesk.Json(answer);
            Assert.Equal("result_file_refused", problem.GetProperty("code").GetString());
            Assert.Equal(mistakes, problem.GetProperty("errors").EnumerateArray().Select(
                x => (Number(x, "row"), Number(x, "line_no"), x.GetProperty("code").GetString()!)));
        }
        Assert.Equal(before, await desk.Everything());

        static int? Number(JsonElement mistake, string name) =>
            mistake.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetInt32() : null;
    }

    private static IEnumerable<string> After(JsonElement answer) =>
        answer.GetProperty("lines").EnumerateArray().Select(x => x.GetProperty("after").GetString()!);

    private static async Task<string> Code(Task<HttpResponseMessage> answer) =>
        (await FileDesk.Json(await answer)).GetProperty("code").GetString()!;
}
