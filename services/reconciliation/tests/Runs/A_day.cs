using Microsoft.EntityFrameworkCore;
using Platform.Testing;
using Reconciliation.Runs;
using Reconciliation.Tests.Bills;
using static Reconciliation.Tests.ReconciliationStage;

namespace Reconciliation.Tests.Runs;

public sealed class A_day
{
    private static readonly DateOnly Tomorrow = Today.AddDays(1);

    [Fact]
    public async Task Is_reconciled_by_itself_when_the_clock_passes_ten_of_the_next_day()
    {
        await using var stage = await StartAsync();
        await stage.Sent("A", 880);
        await stage.Sent("B", 990);
        await stage.Harness.Published<Contracts.Reconciliation.LegsConfirmed>(count: 2);
        stage.Bills.Put(Merchant, Today, "trade", TextBills.Traded(Today, "A", "r1", "8.80", "SUCCESS"),
            TextBills.Traded(Today, "B", "r2", "9.90", "PROCESSING"));
        stage.Bills.Put(Merchant, Today, "fund-flow", TextBills.Flowed(Today, "A", "r1", "8.80"),
            TextBills.Flowed(Today, "X", "r9", "1.00"));
        Assert.Equal(0, stage.Bills.Asked);

        stage.PassTo(Noon(Tomorrow));
        await stage.RunIs(Today, "Done");

        var fact = await stage.Harness.Published<Contracts.Reconciliation.BillFact>();
        Assert.Equal(("A", "r1", 880L, Today), (fact.No, fact.ChannelNo, fact.Amount.Minor, fact.BillDate));
        Assert.Equal("theirs_only X", await stage.Breaks());
        var run = (await stage.Get("/internal/runs")).GetProperty("items").EnumerateArray()
            .Single(x => x.GetProperty("day").GetString() == $"{Today:yyyy-MM-dd}");
        Assert.Equal(("done", 4, 1, 1, 1), (run.GetProperty("state").GetString(), run.GetProperty("lines").GetInt32(),
            run.GetProperty("moved").GetInt32(), run.GetProperty("waiting").GetInt32(),
            run.GetProperty("breaks").GetInt32()));
    }

    [Fact]
    public async Task Waits_for_a_file_that_is_late_and_says_so()
    {
        await using var stage = await StartAsync();
        await stage.Sent("A", 880);
        await stage.Harness.Published<Contracts.Reconciliation.LegsConfirmed>();
        stage.Bills.Put(Merchant, Today, "trade");

        stage.PassTo(Noon(Tomorrow));
        await stage.RunIs(Today, "Waiting");
        stage.PassTo(Noon(Tomorrow).AddHours(5));
        await Eventually.True(
            async () => await stage.Breaks() == $"file_late fund-flow {Today:yyyy-MM-dd}", "the file is late");

        stage.Bills.Put(Merchant, Today, "fund-flow", TextBills.Flowed(Today, "A", "r1", "8.80"));
        stage.PassTo(Noon(Tomorrow).AddHours(7));
        await stage.RunIs(Today, "Done");
        Assert.Equal("A", (await stage.Harness.Published<Contracts.Reconciliation.BillFact>()).No);
        Assert.Equal("", await stage.Breaks());
    }

    [Fact]
    public async Task Without_any_trade_is_done_when_the_channel_has_no_file_of_it_long_after_its_time()
    {
        await using var stage = await StartAsync();
        await stage.Sent("A", 880);
        await stage.Harness.Published<Contracts.Reconciliation.LegsConfirmed>();
        stage.Bills.Put(Merchant, Today, "trade");
        stage.Bills.Put(Merchant, Today, "fund-flow", TextBills.Flowed(Today, "A", "r1", "8.80"));
        stage.PassTo(Noon(Tomorrow));
        await stage.RunIs(Today, "Done");

        stage.PassTo(Noon(Tomorrow.AddDays(1)));
        await stage.RunIs(Tomorrow, "Waiting");                   // not long enough yet
        stage.PassTo(Noon(Tomorrow.AddDays(1)).AddHours(6));
        await stage.RunIs(Tomorrow, "Done");
        Assert.Equal("", await stage.Breaks());
        Assert.Equal(0L, await stage.Harness.Database.Scalar<long>(
            $"SELECT count(*) FROM fetches WHERE day = '{Tomorrow:yyyy-MM-dd}' AND file_id IS NOT NULL"));
    }

    [Fact]
    public async Task Has_no_file_of_a_kind_that_names_its_refunds_on_another_day()
    {
        await using var stage = await StartAsync();
        await stage.Sent("A", 880);
        await stage.Harness.Published<Contracts.Reconciliation.LegsConfirmed>();
        stage.Bills.Put(Merchant, Today, "trade", TextBills.Traded(Today, "A", "r1", "8.80", "PROCESSING"));
        stage.Bills.Put(Merchant, Tomorrow, "fund-flow", TextBills.Flowed(Tomorrow, "A", "r1", "8.80"));

        stage.PassTo(Noon(Tomorrow.AddDays(1)));
        await Eventually.True(async () =>
        {
            await using var db = stage.Harness.Database.Open();
            return await db.Fetches.CountAsync(x => x.FileId != null) == 2;
        }, "the two files are there");
        stage.PassTo(Noon(Tomorrow.AddDays(1)).AddHours(6));
        await stage.RunIs(Today, "Done");
        await stage.RunIs(Tomorrow, "Done");
        Assert.Equal(Tomorrow, (await stage.Harness.Published<Contracts.Reconciliation.BillFact>()).BillDate);
        Assert.Equal("", await stage.Breaks());
    }

    [Fact]
    public async Task Without_any_trade_is_opened_again_by_a_row_of_ours_that_comes_later()
    {
        await using var stage = await StartAsync();
        await stage.Sent("A", 880);
        await stage.Harness.Published<Contracts.Reconciliation.LegsConfirmed>();
        stage.Bills.Put(Merchant, Today, "trade", TextBills.Traded(Today, "A", "r1", "8.80", "SUCCESS"));
        stage.Bills.Put(Merchant, Today, "fund-flow", TextBills.Flowed(Today, "A", "r1", "8.80"));
        stage.PassTo(Noon(Tomorrow));
        await stage.RunIs(Today, "Done");
        stage.PassTo(Noon(Tomorrow.AddDays(1)).AddHours(6));
        await stage.RunIs(Tomorrow, "Done");

        await stage.Sent("B", 990);
        await stage.RunIs(Tomorrow, "Waiting");
        await Eventually.True(
            async () => await stage.Breaks()
                == $"file_late fund-flow {Tomorrow:yyyy-MM-dd}; file_late trade {Tomorrow:yyyy-MM-dd}", "late");

        await stage.Sent("B", 990, "dead", version: 2);
        await Eventually.True(async () =>
        {
            await using var db = stage.Harness.Database.Open();
            return await db.Legs.AnyAsync(x => x.State == Reconciliation.Legs.LegState.Dead);
        }, "we know that it is dead");
        stage.PassTo(Noon(Tomorrow.AddDays(1)).AddHours(8));
        await stage.RunIs(Tomorrow, "Done");
        Assert.Equal("", await stage.Breaks());
    }

    [Fact]
    public async Task On_which_money_of_ours_may_have_moved_waits_for_its_file()
    {
        await using var stage = await StartAsync();
        await stage.Sent("A", 880);
        await stage.Harness.Published<Contracts.Reconciliation.LegsConfirmed>();
        stage.Bills.Put(Merchant, Today, "trade");
        stage.Bills.Put(Merchant, Today, "fund-flow");
        stage.PassTo(Noon(Tomorrow.AddDays(1)).AddHours(6));
        await Eventually.True(
            async () => await stage.Breaks()
                == $"file_late fund-flow {Tomorrow:yyyy-MM-dd}; file_late trade {Tomorrow:yyyy-MM-dd}", "late");
        await stage.RunIs(Tomorrow, "Waiting");
    }

    [Fact]
    public async Task Does_not_count_a_broken_file()
    {
        await using var stage = await StartAsync();
        await stage.Sent("A", 880);
        await stage.Harness.Published<Contracts.Reconciliation.LegsConfirmed>();
        stage.Bills.Put(Merchant, Today, "trade");
        stage.Bills.PutBroken(Merchant, Today, "fund-flow");

        stage.PassTo(Noon(Tomorrow));
        await Eventually.True(
            async () => await stage.Breaks() == $"file_broken fund-flow {Today:yyyy-MM-dd}", "the file is broken");
        Assert.Equal(0L,
            await stage.Harness.Database.Scalar<long>("SELECT count(*) FROM bill_files WHERE kind = 'fund-flow'"));

        stage.Bills.Put(Merchant, Today, "fund-flow", TextBills.Flowed(Today, "A", "r1", "8.80"));
        stage.PassTo(Noon(Tomorrow).AddHours(2));
        await stage.RunIs(Today, "Done");
        Assert.Equal("", await stage.Breaks());
    }

    [Fact]
    public async Task Takes_the_same_file_once_and_another_one_as_a_new_version()
    {
        await using var stage = await StartAsync();
        await stage.Sent("A", 880);
        await stage.Harness.Published<Contracts.Reconciliation.LegsConfirmed>();
        stage.Bills.Put(Merchant, Today, "trade");
        stage.Bills.Put(Merchant, Today, "fund-flow", TextBills.Flowed(Today, "A", "r1", "8.70"));
        stage.PassTo(Noon(Tomorrow));
        await stage.RunIs(Today, "Done");
        Assert.Equal("amount_differs A", await stage.Breaks());

        await FetchAgain(stage, round: 2);
        Assert.Equal("trade 1, fund-flow 1", await Versions(stage));

        stage.Bills.Put(Merchant, Today, "fund-flow", TextBills.Flowed(Today, "A", "r1", "8.80"));
        await FetchAgain(stage, round: 3);
        Assert.Equal("trade 1, fund-flow 2", await Versions(stage));
        Assert.Equal("", await stage.Breaks());
    }

    [Fact]
    public async Task Is_caught_up_with_after_days_of_outage()
    {
        await using var stage = await StartAsync();
        await stage.Sent("A", 880);
        await stage.Harness.Published<Contracts.Reconciliation.LegsConfirmed>();
        for (var day = Today; day <= Today.AddDays(3); day = day.AddDays(1))
        {
            stage.Bills.Put(Merchant, day, "trade");
            stage.Bills.Put(Merchant, day, "fund-flow");
        }

        stage.PassTo(Noon(Today.AddDays(4)));
        var fact = await stage.Harness.Published<Contracts.Reconciliation.BillFact>();
        Assert.Equal((Contracts.Reconciliation.BillFactKind.Silent, "A", Today.AddDays(3)),
            (fact.Kind, fact.No, fact.BillDate));
    }

    [Fact]
    public async Task Is_shown_to_nobody_without_a_signature()
    {
        await using var stage = await StartAsync();
        foreach (var path in new[] { "/internal/runs", "/internal/breaks" })
            Assert.Equal(System.Net.HttpStatusCode.Unauthorized,
                (await stage.Ask(HttpMethod.Get, path, signed: false)).StatusCode);
    }

    [Fact]
    public async Task Says_with_a_code_why_it_is_not_shown()
    {
        await using var stage = await StartAsync();
        var answer = await stage.Ask(HttpMethod.Get, "/internal/breaks?state=ajar");
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(
            (400, "invalid_parameter"), ((int)answer.StatusCode, problem.GetProperty("code").GetString()));
    }

    private static async Task FetchAgain(ReconciliationStage stage, int round)
    {
        var run = RunState.IdOf("wechat", Merchant, Today);
        (await stage.FetchAgain(run, new { reason = "the channel has corrected it" }, Anna)).EnsureSuccessStatusCode();
        await Eventually.True(async () =>
        {
            await using var db = stage.Harness.Database.Open();
            return await db.Runs.AnyAsync(x => x.CorrelationId == run && x.Round == round && x.CurrentState == "Done");
        }, $"round {round} is done");
    }

    private static async Task<string> Versions(ReconciliationStage stage)
    {
        await using var db = stage.Harness.Database.Open();
        var files = await db.Files.Where(x => x.SupersededAt == null).OrderByDescending(x => x.Kind).ToListAsync();
        return string.Join(", ", files.Select(x => $"{x.Kind} {x.Version}"));
    }
}
