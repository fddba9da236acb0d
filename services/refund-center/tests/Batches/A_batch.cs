using System.Security.Cryptography;
using Contracts;
using Contracts.Executions;
using Contracts.Reconciliation;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Platform.Testing;
using RefundCenter.Batches;
using RefundCenter.Legs;

namespace RefundCenter.Tests.Batches;

public sealed class A_batch
{
    [Fact]
    public async Task Holds_what_waited_at_the_cut_off_of_a_working_day()
    {
        await using var desk = await FileDesk.Open();
        var orders = await desk.Ready(desk.Order(880), desk.Order(120), desk.Order(5_000));
        var accepted = await desk.Service.Bus.Published<RefundAccepted>(count: 3);
        Assert.Equal("file", accepted.Method);
        Assert.True(accepted.ExpectedUntil > desk.Service.Now + TimeSpan.FromDays(4));

        var batch = await desk.BatchOf(orders);
        Assert.Equal((3, new Money(6_000, "CNY"), BatchState.Made, "file"), (batch.Count, batch.Sum, batch.State, batch.Method));
        Assert.Equal(6_000L, await desk.Service.Database.Scalar<long>(
            "SELECT sum(l.amount_minor)::bigint FROM batch_lines b JOIN legs l ON l.id = b.leg_id"));
        Assert.Equal(3L, await desk.Service.Database.Scalar<long>(
            "SELECT count(*) FROM sends WHERE step = 'HandOver' AND body IS NOT NULL AND lapsed_at IS NULL"));
        var fact = await desk.Service.Bus.Published<RefundExecuted>(x => x.WaitingFor == "operator", count: 3);
        Assert.Equal(ExecutionOutcome.InProgress, fact.Outcome);
    }

    [Fact]
    public async Task Leaves_out_a_refund_that_was_stopped_before()
    {
        await using var desk = await FileDesk.Open();
        var (stays, stopped) = (desk.Order(880), desk.Order(120));
        await desk.Ready(stays, stopped);
        await desk.Service.Publish(new StopExecution(stopped.RefundId, 1, stopped.Payment, stopped.Amount));
        await desk.Service.Bus.Published<ExecutionStopped>(x => x.RefundId == stopped.RefundId);
        var batch = await desk.BatchOf(stays);
        Assert.Equal(new Money(880, "CNY"), batch.Sum);
        Assert.Equal(LegStatus.Dead, (await desk.Service.Leg(stopped.RefundId))!.Status);

        await desk.Service.Publish(new StopExecution(stays.RefundId, 1, stays.Payment, stays.Amount));
        await desk.Service.Bus.Published<StopTooLate>(x => x.RefundId == stays.RefundId);
    }

    [Fact]
    public async Task Waits_for_no_result_when_the_banks_daily_file_has_told_of_all_of_it()
    {
        await using var desk = await FileDesk.Open();
        var orders = await desk.Ready(desk.Order(880), desk.Order(120));
        var batch = await desk.BatchOf(orders);
        await desk.Fetch(batch.Id);
        (await desk.HandOver(batch.Id)).EnsureSuccessStatusCode();

        await desk.Service.Taken(InDailyFile(orders[0]));
        await desk.Service.Advance(TimeSpan.FromHours(1));
        Assert.Equal(BatchState.HandedOver, (await desk.TheBatch(2)).State);

        await desk.Service.Taken(InDailyFile(orders[1]));
        await desk.Service.Advance(TimeSpan.FromHours(1));
        await Eventually.True(
            async () => (await desk.TheBatch(2)).State is BatchState.Answered, "nobody waits for it any more", seconds: 60);

        static BillFact InDailyFile(ExecuteRefund order) => RunningService.Billed(order.RefundId, amount: order.Amount) with
        {
            Channel = order.Payment.Channel, ChannelMerchant = order.Payment.ChannelMerchant,
        };
    }

    [Fact]
    public async Task Is_one_although_two_replicas_make_it_at_the_same_moment()
    {
        await using var desk = await FileDesk.Open();
        await using var second = await FileDesk.Open(desk.Service);
        var orders = await desk.Ready([.. Enumerable.Range(1, 40).Select(i => desk.Order(i))]);
        var batch = await desk.BatchOf(orders);
        Assert.Equal((40, new Money(820, "CNY")), (batch.Count, batch.Sum));
        Assert.Equal(40L, await desk.Service.Database.Scalar<long>("SELECT count(*) FROM sends"));
    }

    [Fact]
    public async Task Is_made_again_after_a_crash_before_its_commit()
    {
        await using var desk = await FileDesk.Open();
        var orders = await desk.Ready(desk.Order(880), desk.Order(120));
        var maker = desk.Service.Bus.Services.GetRequiredService<MakeBatches>();
        var key = new BatchKey(FileDesk.Channel, orders[0].Payment.ChannelMerchant, Methods.File, "CNY");
        var day = DateOnly.FromDateTime(desk.Service.Now.UtcDateTime);
        await Assert.ThrowsAsync<InvalidOperationException>(() => desk.Service.Bus.Run(async unit =>
        {
            Assert.True(await maker.Make(unit, key, (day, desk.Service.Now), default));
            await unit.Save(default);
            throw new InvalidOperationException("the process dies here");
        }));
        Assert.Equal(0L, await desk.Service.Database.Scalar<long>("SELECT count(*) FROM batches"));
        Assert.True((await desk.Service.Leg(orders[0].RefundId))!.AwaitsBatch);
        Assert.Equal(2, (await desk.BatchOf(orders)).Count);
    }

    [Fact]
    public async Task Has_a_leg_that_no_other_can_have()
    {
        await using var desk = await FileDesk.Open();
        await desk.BatchOf(await desk.Ready(desk.Order()));
        var refused = await Assert.ThrowsAsync<PostgresException>(() => desk.Service.Database.Execute("""
            INSERT INTO batch_lines (batch_id, line_no, leg_id, send_no) SELECT batch_id, 2, leg_id, send_no FROM batch_lines
            """));
        Assert.Equal("batch_lines_by_leg", refused.ConstraintName);
    }

    [Fact]
    public async Task Is_fetched_with_its_manifest_and_handed_over_once()
    {
        await using var desk = await FileDesk.Open();
        var orders = await desk.Ready(desk.Order(880), desk.Order(120));
        var batch = await desk.BatchOf(orders);
        Assert.Equal("batch_not_downloaded", (await FileDesk.Json(await desk.HandOver(batch.Id))).GetProperty("code").GetString());

        using (var answer = await desk.Call(HttpMethod.Get, $"/internal/batches/{batch.Id}/workbook?{FileDesk.Reason}"))
        {
            var bytes = await answer.Content.ReadAsByteArrayAsync();
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), Assert.Single(answer.Headers.GetValues("X-Content-SHA256")));
            Assert.Equal("2", Assert.Single(answer.Headers.GetValues("X-Batch-Count")));
            Assert.Equal("1000 CNY", Assert.Single(answer.Headers.GetValues("X-Batch-Sum")));
        }
        Assert.Equal(422, (int)(await desk.HandOver(batch.Id, "no")).StatusCode);
        Assert.True((await FileDesk.Json(await desk.HandOver(batch.Id))).GetProperty("is_applied").GetBoolean());
        Assert.False((await FileDesk.Json(await desk.HandOver(batch.Id))).GetProperty("is_applied").GetBoolean());
        var listed = (await FileDesk.Json(await desk.Call(HttpMethod.Get, "/internal/batches")))[0];
        Assert.Equal(("handed_over", "wang"), (listed.GetProperty("state").GetString(), listed.GetProperty("handed_over_by").GetString()));
        Assert.Null((await desk.Service.Leg(orders[0].RefundId))!.WaitingFor);
        await desk.Service.Reported(orders[0], "sent");

        await desk.Service.Advance(TimeSpan.FromDays(9));          // a long weekend and three working days
        await Eventually.True(
            async () => await desk.Service.Leg(orders[0].RefundId) is { WaitingFor: "operator" }, "it is people's work", seconds: 40);
    }

    [Fact]
    public async Task Is_withdrawn_by_two_when_nobody_will_hand_it_over_and_its_refunds_go_into_the_next()
    {
        await using var desk = await FileDesk.Open();
        var orders = await desk.Ready(desk.Order(880), desk.Order(120));
        var batch = await desk.BatchOf(orders);
        var stale = await desk.Propose("batch.withdraw", batch.Id, new { finding = "the bank's site is closed", state = "downloaded" });
        Assert.Equal("batch_changed", stale.GetProperty("code").GetString());
        var made = await desk.Propose("batch.withdraw", batch.Id, new { finding = "the bank's site is closed", state = "made" });
        var alone = await FileDesk.Json(await desk.Approve(made, FileDesk.Wang));
        Assert.Equal("proposal_other_part", alone.GetProperty("code").GetString());
        (await desk.Approve(made, FileDesk.Li)).EnsureSuccessStatusCode();

        foreach (var what in (string[])["workbook", "sheet"])
            Assert.Equal("batch_withdrawn", (await FileDesk.Json(
                await desk.Call(HttpMethod.Get, $"/internal/batches/{batch.Id}/{what}?{FileDesk.Reason}"))).GetProperty("code").GetString());
        Assert.Equal("batch_withdrawn", (await FileDesk.Json(await desk.HandOver(batch.Id))).GetProperty("code").GetString());
        Assert.Equal(0, (await FileDesk.Json(await desk.Call(HttpMethod.Get, "/internal/batches"))).GetArrayLength());
        foreach (var order in orders)
            await Eventually.True(
                async () => await desk.Service.Leg(order.RefundId, 2) is { AwaitsBatch: true }, "it waits for the next cut-off");
        Assert.Equal(2L, await desk.Service.Database.Scalar<long>(
            "SELECT count(*) FROM certificates WHERE kind = 'TwoPeople' AND maker = 'wang' AND checker = 'li'"));
        await desk.PassCutOff();
        await Eventually.True(
            () => desk.Service.Database.Scalar<bool>("SELECT count(*) = 4 FROM batch_lines"), "they are in the next one", seconds: 30);
    }

    [Fact]
    public async Task Is_withdrawn_by_nobody_once_it_may_be_at_the_bank()
    {
        await using var desk = await FileDesk.Open();
        var batch = await desk.BatchOf(await desk.Ready(desk.Order()));
        var made = await desk.Propose("batch.withdraw", batch.Id, new { finding = "still on my desk", state = "made" });
        await desk.Fetch(batch.Id);
        Assert.Equal("batch_changed", (await FileDesk.Json(await desk.Approve(made, FileDesk.Li))).GetProperty("code").GetString());
        var fetched = await desk.Propose(
            "batch.withdraw", batch.Id, new { finding = "still on my desk", state = "downloaded", downloads = 1 });
        await desk.Fetch(batch.Id);
        Assert.Equal("batch_changed", (await FileDesk.Json(await desk.Approve(fetched, FileDesk.Li))).GetProperty("code").GetString());
        await desk.HandOver(batch.Id);
        var late = await desk.Propose("batch.withdraw", batch.Id, new { finding = "still on my desk", state = "downloaded", downloads = 2 });
        Assert.Equal("batch_handed_over", late.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Is_for_people_of_the_desk_alone_and_every_step_is_noted()
    {
        await using var desk = await FileDesk.Open();
        var batch = await desk.BatchOf(await desk.Ready(desk.Order()));
        using (var refused = await desk.Call(
            HttpMethod.Get, $"/internal/batches/{batch.Id}/workbook", person: new(Guid.CreateVersion7(), "li", ["finance"])))
            Assert.Equal("role_missing", (await FileDesk.Json(refused)).GetProperty("code").GetString());
        await desk.Fetch(batch.Id);
        await desk.HandOver(batch.Id, "uploaded, receipt 4711");
        Assert.Equal(
            "batch.downloaded wang the file of the day, batch.handed_over wang uploaded, receipt 4711", await desk.Service.Database.Scalar<string>(
            $"SELECT string_agg(concat_ws(' ', action, person_name, reason), ', ' ORDER BY seq) FROM audit_log WHERE subject = '{batch.No}'"));
    }

    [Fact]
    public async Task Is_fetched_by_nobody_who_does_not_say_why()
    {
        await using var desk = await FileDesk.Open();
        var batch = await desk.BatchOf(await desk.Ready(desk.Order()));
        foreach (var what in (string[])["workbook", "csv", "sheet", "workbook?reason=why"])
            using (var refused = await desk.Call(HttpMethod.Get, $"/internal/batches/{batch.Id}/{what}"))
                Assert.Equal("reason_invalid", (await FileDesk.Json(refused)).GetProperty("code").GetString());
        Assert.Equal(
            "batch_not_downloaded", (await FileDesk.Json(await desk.HandOver(batch.Id))).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Is_printed_with_capital_amounts_where_people_carry_paper()
    {
        await using var desk = await FileDesk.Open(
            settings: new() { ["RefundCenter:Methods:bank-portal:0"] = "offline", ["RefundCenter:Methods:bank-portal:1"] = "payout" });
        var batch = await desk.BatchOf(await desk.Ready(desk.Order(140_950, reason: "<b>changed</b> mind")));
        Assert.Equal("offline", batch.Method);
        var sheet = FileDesk.Text(await desk.Fetch(batch.Id, "sheet"));
        Assert.Contains(batch.No, sheet, StringComparison.Ordinal);
        Assert.Contains(batch.WorkbookSha256, sheet, StringComparison.Ordinal);
        Assert.Contains("CNY 1,409.50", sheet, StringComparison.Ordinal);
        Assert.Contains("人民币壹仟肆佰零玖元伍角", sheet, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;changed&lt;/b&gt; mind", sheet, StringComparison.Ordinal);
        Assert.Equal(200, (int)(await desk.HandOver(batch.Id, "faxed to the branch")).StatusCode);
    }

    [Fact]
    public void Has_a_number_that_is_its_contents()
    {
        var (key, day) = (new BatchKey("bank-portal", "1", "file", "CNY"), new DateOnly(2026, 3, 2));
        var no = BatchNo.For(key, day, ["R1", "R2"]);
        Assert.Matches("^B20260302[0-9A-Z]{11}$", no);
        Assert.Equal(no, BatchNo.For(key, day, ["R1", "R2"]));
        Assert.NotEqual(no, BatchNo.For(key, day, ["R1", "R3"]));
        Assert.NotEqual(no, BatchNo.For(key with { Method = "offline" }, day, ["R1", "R2"]));
    }
}
