using Channels;
using Contracts;
using Simulators.BankTransfer;

namespace Simulators.Tests.BankTransfer;

public sealed class A_transfer_over_the_wire
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public async Task Is_accepted_booked_notified_and_stated()
    {
        await using var bank = await BankStand.StartAsync();
        var order = bank.Order();
        Assert.IsType<ChannelAnswer.Accepted>(await bank.Send(order));
        Assert.Equal("张三", (string?)(await bank.Transfer(order.No))["file"]!["payee"]);

        var moved = Assert.Single(bank.Truth(order.No));
        Assert.Equal(("transfer", 8_80L), (moved.Kind, moved.AmountMinor));
        Assert.Equal(moved.ChannelNo, Assert.IsType<ChannelAnswer.Done>(await bank.Route.Ask(order, default)).No);

        var page = await bank.Route.Reports(null, default);
        Assert.Equal(("1", null), (page.Next, page.Trouble));
        Assert.Equal(
            new TransferReport(order.No, TransferReportKind.Booked, order.Amount, moved.ChannelNo, null, bank.Today),
            Assert.Single(page.Items));
        Assert.Empty((await bank.Route.Reports(page.Next, default)).Items);

        Assert.IsType<StatementAnswer.NotReady>(await bank.Route.Statement(bank.Today, default));
        await bank.Pass(3 * Day, order.No, movements: 1);
        var statement = Assert.IsType<StatementAnswer.Statement>(
            await bank.Route.Statement(order.ExecutionDate, default));
        Assert.Equal(page.Items, statement.Items);
        var next = Assert.IsType<StatementAnswer.Statement>(
            await bank.Route.Statement(order.ExecutionDate.AddDays(1), default));
        Assert.Equal((statement.SequenceNo + 1, statement.Closing), (next.SequenceNo, next.Opening));
    }

    [Theory]
    [InlineData(BankFateKind.LostBefore, 0)]
    [InlineData(BankFateKind.ErrorNotExecuted, 0)]
    [InlineData(BankFateKind.LostAfter, 1)]
    [InlineData(BankFateKind.HangAfter, 1)]
    [InlineData(BankFateKind.ErrorExecuted, 1)]
    [InlineData(BankFateKind.Silent, 1)]
    [InlineData(BankFateKind.Garbage, 1)]
    [InlineData(BankFateKind.WrongSignature, 1)]
    public async Task Is_unknown_whether_it_was_paid_or_not(BankFateKind kind, int movements)
    {
        await using var bank = await BankStand.StartAsync();
        var order = bank.Order();
        await bank.Fate(new BankFateOrder(kind, No: order.No));
        Assert.IsType<ChannelAnswer.Unknown>(await bank.Send(order));
        Assert.Equal(movements, bank.Truth(order.No).Count);
    }

    [Fact]
    public async Task Is_not_found_though_it_was_booked_when_the_bank_is_silent()
    {
        await using var bank = await BankStand.StartAsync();
        var order = bank.Order();
        await bank.Fate(new BankFateOrder(BankFateKind.Silent, Account: BankStand.Account));
        await bank.Send(order);
        Assert.IsType<ChannelAnswer.NeverSeen>(await bank.Route.Ask(order, default));
        Assert.Equal(order.No, Assert.Single((await bank.Route.Reports("0", default)).Items).No);
    }

    [Fact]
    public async Task Is_never_paid_twice_under_one_number()
    {
        await using var bank = await BankStand.StartAsync();
        var order = bank.Order();
        await bank.Send(order);
        Assert.Contains("AM05", Assert.IsType<ChannelAnswer.Unknown>(await bank.Send(order)).Reason);
        Assert.Single(bank.Truth(order.No));
    }

    [Theory]
    [InlineData(BankFateKind.Reject, "AC01", Refusal.Final)]
    [InlineData(BankFateKind.RejectFile, "AM10", Refusal.Configuration)]
    [InlineData(BankFateKind.NoFunds, "AM04", Refusal.Funds)]
    public async Task Is_rejected_and_never_booked(BankFateKind kind, string code, Refusal refusal)
    {
        await using var bank = await BankStand.StartAsync();
        var order = bank.Order();
        await bank.Fate(new BankFateOrder(kind, No: order.No));
        var refused = Assert.IsType<ChannelAnswer.Refused>(await bank.Send(order));
        Assert.Equal((refusal, code), (refused.Kind, refused.Code));
        Assert.Empty(bank.Truth(order.No));
    }

    [Fact]
    public async Task Is_rejected_when_the_account_is_short()
    {
        await using var bank = await BankStand.StartAsync("--BankTransfer:OpeningMinor=1000");
        Assert.IsType<ChannelAnswer.Accepted>(await bank.Send(bank.Order(6_00)));
        Assert.Equal("AM04", Assert.IsType<ChannelAnswer.Refused>(await bank.Send(bank.Order(6_00))).Code);
    }

    [Fact]
    public async Task Is_rejected_only_when_it_is_asked_for_later()
    {
        await using var bank = await BankStand.StartAsync();
        var order = bank.Order();
        await bank.Fate(new BankFateOrder(BankFateKind.RejectLater, No: order.No));
        Assert.IsType<ChannelAnswer.Accepted>(await bank.Send(order));
        Assert.Equal("AC01", Assert.IsType<ChannelAnswer.Refused>(await bank.Route.Ask(order, default)).Code);
        Assert.Empty(bank.Truth(order.No));
    }

    [Fact]
    public async Task Is_late_but_answered_when_the_bank_is_slow()
    {
        await using var bank = await BankStand.StartAsync();
        var order = bank.Order();
        await bank.Fate(new BankFateOrder(BankFateKind.Slow, No: order.No, Seconds: 8));
        Assert.IsType<ChannelAnswer.Unknown>(await bank.Send(order));                // the caller waits five seconds
        await bank.Fate(new BankFateOrder(BankFateKind.Slow, Seconds: 0));
        Assert.IsType<ChannelAnswer.Accepted>(await bank.Send(bank.Order()));
    }

    [Fact]
    public async Task Comes_back_after_days_less_a_charge()
    {
        await using var bank = await BankStand.StartAsync();
        var order = bank.Order();
        await bank.Fate(new BankFateOrder(BankFateKind.Return, No: order.No, Days: 2, ChargeMinor: 50));
        await bank.Send(order);
        await bank.Pass(2 * Day, order.No, movements: 2);

        var items = (await bank.Route.Reports("0", default)).Items;
        Assert.Equal([TransferReportKind.Booked, TransferReportKind.Returned], items.Select(item => item.Kind));
        Assert.Equal((new Money(8_30, "CNY"), "AC04"), (items[1].Amount, items[1].ReasonCode));
        Assert.Equal("return", bank.Truth(order.No)[1].Kind);
    }

    [Fact]
    public async Task Is_forgotten_and_then_no_statement_names_it()
    {
        await using var bank = await BankStand.StartAsync();
        var order = bank.Order();
        await bank.Fate(new BankFateOrder(BankFateKind.Dropped, No: order.No));
        Assert.IsType<ChannelAnswer.Accepted>(await bank.Send(order));
        await bank.Pass(2 * Day, order.No, movements: 0);
        Assert.IsType<ChannelAnswer.NeverSeen>(await bank.Route.Ask(order, default));
        Assert.Empty(
            Assert.IsType<StatementAnswer.Statement>(await bank.Route.Statement(order.ExecutionDate, default)).Items);
    }

    [Fact]
    public async Task Is_only_in_the_statement_or_twice_in_the_notifications()
    {
        await using var bank = await BankStand.StartAsync();
        var (quiet, loud) = (bank.Order(), bank.Order());
        await bank.Fate(new(BankFateKind.NotNotified, No: quiet.No), new(BankFateKind.NotifiedTwice, No: loud.No));
        await bank.Send(quiet);
        await bank.Send(loud);
        var items = (await bank.Route.Reports("0", default)).Items;
        Assert.Equal([loud.No, loud.No], items.Select(item => item.No));
        Assert.Single(items.Select(item => item.BankReference).Distinct());

        await bank.Pass(2 * Day, quiet.No, movements: 1);
        var statement = Assert.IsType<StatementAnswer.Statement>(
            await bank.Route.Statement(quiet.ExecutionDate, default));
        Assert.Equal([quiet.No, loud.No], statement.Items.Select(item => item.No));
    }

    [Fact]
    public async Task Is_booked_twice_under_two_references()
    {
        await using var bank = await BankStand.StartAsync();
        var order = bank.Order();
        await bank.Fate(new BankFateOrder(BankFateKind.BookedTwice, No: order.No));
        await bank.Send(order);
        Assert.Equal(
            2, (await bank.Route.Reports("0", default)).Items.Select(item => item.BankReference).Distinct().Count());
    }

    [Fact]
    public async Task Is_booked_on_a_later_day()
    {
        await using var bank = await BankStand.StartAsync();
        var order = bank.Order();
        await bank.Fate(new BankFateOrder(BankFateKind.LateBooking, No: order.No, Days: 1));
        Assert.IsType<ChannelAnswer.Accepted>(await bank.Send(order));
        Assert.IsType<ChannelAnswer.Accepted>(await bank.Route.Ask(order, default));
        await bank.Pass(Day, order.No, movements: 1);
        Assert.Equal(
            order.ExecutionDate.AddDays(1), Assert.Single((await bank.Route.Reports("0", default)).Items).BookedOn);
    }

    [Fact]
    public async Task Has_statements_that_are_late_or_leave_a_number_out()
    {
        await using var bank = await BankStand.StartAsync();
        var order = bank.Order();
        await bank.Send(order);
        await bank.Statements(lateByDays: 3);
        await bank.Pass(3 * Day, order.No, movements: 1);
        Assert.IsType<StatementAnswer.NotReady>(await bank.Route.Statement(order.ExecutionDate, default));
        await bank.Statements(lateByDays: 0, gapFrom: order.ExecutionDate.AddDays(1));
        var (first, second) = (
            Assert.IsType<StatementAnswer.Statement>(await bank.Route.Statement(order.ExecutionDate, default)),
            Assert.IsType<StatementAnswer.Statement>(
                await bank.Route.Statement(order.ExecutionDate.AddDays(1), default)));
        Assert.Equal(first.SequenceNo + 2, second.SequenceNo);
    }

    [Fact]
    public async Task Has_fates_that_come_by_themselves_and_are_the_same_every_time()
    {
        var words = new List<string>();
        for (var run = 0; run < 2; run++)
        {
            await using var bank = await BankStand.StartAsync(
                "--BankTransfer:Percent:Reject=50", "--BankTransfer:Seed=7");
            var answers = new List<string>();
            for (var i = 0; i < 20; i++) answers.Add((await bank.Send(bank.Order())).GetType().Name);
            words.Add(string.Join(' ', answers));
        }
        Assert.Equal(words[0], words[1]);
        Assert.Contains("Refused", words[0]);
        Assert.Contains("Accepted", words[0]);
    }
}
