using Channels;
using Contracts;
using Simulators.Misfortunes;

namespace Simulators.Tests.BestPay;

public sealed class A_failure_that_is_provisional : StandTest
{
    protected override string[] Settings => ["--BestPay:SameDayRefused:0=card"];

    [Fact]
    public async Task Turns_into_success_the_next_day_and_is_told_twice()
    {
        var order = await Fails(MisfortuneKind.ProvisionalFail);
        Assert.Empty(Stand.Truth);
        ToTheHourOfTheRetry();
        await Stand.Eventually(() => Stand.Notices.Count == 2);
        var done = Assert.IsType<ChannelAnswer.Done>(Stand.Told(order)[1]);
        Assert.Equal(done.No, Assert.Single(Stand.Truth).ChannelNo);
    }

    [Fact]
    public async Task Fails_again_and_then_succeeds_in_silence()
    {
        var order = await Fails(MisfortuneKind.SilentSuccess);
        ToTheHourOfTheRetry();
        await Stand.Eventually(() => Stand.Notices.Count == 2);
        Assert.All(Stand.Told(order), told => Assert.IsType<ChannelAnswer.FailedProvisional>(told));
        Assert.Empty(Stand.Truth);

        Stand.Advance(TimeSpan.FromDays(3));
        await Stand.Eventually(() => Stand.Truth.Count == 1);
        Assert.IsType<ChannelAnswer.Unknown>(await Stand.Ask(order));
        Assert.Contains("\"SUCCESS\"", await Stand.Look(order), StringComparison.Ordinal);

        var movedOn = Stand.NextMorning();
        var line = Assert.Single(await Stand.Lines(movedOn));
        Assert.Equal((order.No, 880L, true), (line.No, line.Amount.Minor, line.MovedMoney));
        Assert.Equal(Stand.Truth.Single().ChannelNo, line.ChannelNo);
        Assert.Equal(2, Stand.Notices.Count);
    }

    [Fact]
    public async Task Comes_from_a_bank_that_refuses_on_the_day_of_payment()
    {
        var card = await Stand.Payment();
        var wallet = await Stand.Payment(new { instrument = "wallet" });
        var older = await Stand.Payment(new { paidAt = Stand.Clock.GetUtcNow().AddDays(-1) });
        foreach (var order in (ChannelRefund[])[card, wallet, older])
            Assert.IsType<ChannelAnswer.Accepted>(await Stand.Send(order));

        Assert.IsType<ChannelAnswer.FailedProvisional>(await Stand.Ask(card));
        Assert.IsType<ChannelAnswer.Done>(await Stand.Ask(wallet));
        Assert.IsType<ChannelAnswer.Done>(await Stand.Ask(older));
        ToTheHourOfTheRetry();
        await Stand.Eventually(() => Stand.Truth.Any(line => line.No == card.No));
    }

    [Fact]
    public async Task Keeps_its_share_of_the_payment()
    {
        var order = await Fails(MisfortuneKind.SilentSuccess);
        var more = order with { No = "R0001B", Amount = new Money(121, "CNY") };
        Assert.IsType<ChannelAnswer.Refused>(await Stand.Send(more));
    }

    private async Task<ChannelRefund> Fails(MisfortuneKind kind)
    {
        var order = await Stand.Payment(new { instrument = "wallet" });
        await Stand.GoesWrong(new MisfortuneOrder(kind, RefundNo: order.No));
        Assert.IsType<ChannelAnswer.Accepted>(await Stand.Send(order));
        Assert.IsType<ChannelAnswer.FailedProvisional>(await Stand.Ask(order));
        await Stand.Eventually(() => Stand.Notices.Count == 1);
        Assert.IsType<ChannelAnswer.FailedProvisional>(Assert.Single(Stand.Told(order)));
        return order;
    }

    /// <summary>Nine o'clock of the next day has passed by then.</summary>
    private void ToTheHourOfTheRetry() => Stand.NextMorning();
}
