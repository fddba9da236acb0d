using System.Net;
using Channels;
using Simulators.Misfortunes;

namespace Simulators.Tests.BankPortal;

public sealed class A_workbook_at_the_bank
{
    [Fact]
    public async Task Is_worked_on_next_working_day_and_stands_in_its_daily_file()
    {
        await using var bank = await PortalStand.StartAsync();
        var batch = PortalStand.Batch(await bank.Refund(880), await bank.Refund(120));
        var lines = await bank.ResultOf(batch);
        Assert.Equal(
            bank.Truth.Select(x => x.ChannelNo),
            lines.Select(x => Assert.IsType<ChannelAnswer.Done>(x.Answer).No));
        bank.Pass(TimeSpan.FromDays(2));
        var billed = await bank.DailyFiles();
        Assert.Equal(batch.Lines.Select(x => (x.Refund.No, x.Refund.Amount)), billed.Select(x => (x.No!, x.Amount)));
        Assert.All(billed, line => Assert.True(line.MovedMoney));
    }

    [Fact]
    public async Task Is_refused_line_by_line()
    {
        await using var bank = await PortalStand.StartAsync();
        var closed = await bank.Refund(1);
        await bank.Misfortune(MisfortuneKind.AccountAbnormal, closed);
        var lines = await bank.ResultOf(PortalStand.Batch(
            await bank.Refund(880), await bank.Refund(1, isKnown: false), await bank.Refund(100_001), closed));
        Assert.IsType<ChannelAnswer.Done>(lines[0].Answer);
        Assert.Equal(
            ["ORDER_UNKNOWN", "OVER_AMOUNT", "ACCOUNT_CLOSED"],
            lines.Skip(1).Select(x => Assert.IsType<ChannelAnswer.Refused>(x.Answer).Code));
        Assert.Single(bank.Truth);
    }

    [Fact]
    public async Task May_say_that_it_is_short_and_pay_late_or_twice()
    {
        await using var bank = await PortalStand.StartAsync();
        var (short_, late, twice) = (await bank.Refund(1), await bank.Refund(2), await bank.Refund(3));
        await bank.Misfortune(MisfortuneKind.NotEnough, short_);
        await bank.Misfortune(MisfortuneKind.LateSuccess, late);
        await bank.Misfortune(MisfortuneKind.Twice, twice);
        var lines = await bank.ResultOf(PortalStand.Batch(short_, late, twice));
        Assert.IsType<ChannelAnswer.Unknown>(lines[0].Answer);
        Assert.IsType<ChannelAnswer.Unknown>(lines[1].Answer);
        Assert.IsType<ChannelAnswer.Done>(lines[2].Answer);
        bank.Pass(TimeSpan.FromDays(5));
        for (var i = 0; i < 200 && bank.Truth.Count < 3; i++) await Task.Delay(25);
        Assert.Equal([twice.No, twice.No, late.No], bank.Truth.Select(x => x.No));
    }

    [Fact]
    public async Task Is_taken_once_and_only_whole()
    {
        await using var bank = await PortalStand.StartAsync();
        var workbook = bank.Template.Write(PortalStand.Batch(await bank.Refund(880))).Workbook;
        Assert.Equal((HttpStatusCode.BadRequest, "HASH_DIFFERS"), await bank.Upload(workbook, hash: "00"));
        Assert.Equal((HttpStatusCode.BadRequest, "FORM_WRONG"), await bank.Upload([1, 2, 3]));
        Assert.Equal((HttpStatusCode.OK, null), await bank.Upload(workbook));
        Assert.Equal((HttpStatusCode.BadRequest, "BATCH_NO_USED"), await bank.Upload(workbook));
    }

    [Fact]
    public async Task Has_no_daily_file_before_its_day_is_over_nor_without_a_movement()
    {
        await using var bank = await PortalStand.StartAsync();
        var today = DateOnly.FromDateTime(bank.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime);
        var early = Assert.IsType<BillAnswer.NotReady>(await bank.Bills.Fetch(PortalStand.Merchant, today, "daily", default));
        Assert.False(early.SaysNone);
        bank.Pass(TimeSpan.FromDays(2));
        var none = Assert.IsType<BillAnswer.NotReady>(await bank.Bills.Fetch(PortalStand.Merchant, today, "daily", default));
        Assert.True(none.SaysNone);
    }
}
