using Channels;
using Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Simulators.Tests.Alipay;

public sealed class A_refund_over_the_wire : StandTest
{
    [Fact]
    public async Task Is_done_in_its_call_sworn_and_found()
    {
        var order = await Stand.Payment();
        var done = Assert.IsType<ChannelAnswer.Done>(await Stand.Send(order));
        Assert.Equal(done, await Stand.Ask(order));
        Assert.Equal((Destination.Payer, ChargedAmounts.Same(order.Amount)), (done.Destination, done.Charged));

        var line = Assert.Single(Stand.Truth);
        Assert.Equal(("alipay", order.No, order.ChannelPaymentNo), (line.Channel, line.No, line.PaymentNo));
        Assert.Equal((880L, "payer"), (line.AmountMinor, line.Destination));
    }

    [Fact]
    public async Task Goes_to_the_balance_it_was_paid_from()
    {
        var order = await Stand.Payment(new { instrument = "wallet" });
        Assert.Equal(Destination.PayerBalance, Assert.IsType<ChannelAnswer.Done>(await Stand.Send(order)).Destination);
        Assert.Equal("payer-balance", Assert.Single(Stand.Truth).Destination);
    }

    [Fact]
    public async Task Moves_once_however_often_it_is_sent()
    {
        var order = await Stand.Payment();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Stand.Send(order)));
        Assert.Single(answers, answer => answer is ChannelAnswer.Done);          // the others: fund_change=N
        Assert.All(answers, answer => Assert.True(answer is ChannelAnswer.Done or ChannelAnswer.Unknown, $"{answer}"));
        Assert.Single(Stand.Truth);
    }

    [Fact]
    public async Task Is_an_alarm_when_its_amount_changed_under_its_number()
    {
        var order = await Stand.Payment();
        await Stand.Send(order);
        var changed = order with { Amount = new Money(881, "CNY") };
        Assert.True(Assert.IsType<ChannelAnswer.Unknown>(await Stand.Send(changed)).IsMismatch);
        Assert.True(Assert.IsType<ChannelAnswer.Unknown>(await Stand.Ask(changed)).IsMismatch);
        Assert.Single(Stand.Truth);
    }

    [Fact]
    public async Task Is_told_its_own_amount_beside_the_trades()
    {
        var order = (await Stand.Payment()) with { Amount = new Money(300, "CNY") };
        foreach (var no in (string[])["R1", "R2", "R3"])
        {
            var done = Assert.IsType<ChannelAnswer.Done>(await Stand.Send(order with { No = no }));
            Assert.Equal(ChargedAmounts.Same(order.Amount), done.Charged);
        }
        var beyond = Assert.IsType<ChannelAnswer.Refused>(await Stand.Send(order with { No = "R4" }));
        Assert.Equal(Refusal.Final, beyond.Kind);
        Assert.Equal(3, Stand.Truth.Count);
    }

    [Fact]
    public async Task Gives_the_payer_his_own_money_first()
    {
        var order = await Stand.Payment(new { coupon = 300 });
        var done = Assert.IsType<ChannelAnswer.Done>(await Stand.Send(order));
        Assert.Equal(
            new ChargedAmounts(new Money(700, "CNY"), new Money(880, "CNY"), new Money(880, "CNY")), done.Charged);
        Assert.Equal(done, await Stand.Ask(order));
    }

    [Fact]
    public async Task Is_refused_for_its_state_only_after_its_number_was_asked_for()
    {
        var order = (await Stand.Payment()) with { Amount = new Money(1000, "CNY") };
        Assert.IsType<ChannelAnswer.Done>(await Stand.Send(order));
        var refused = Assert.IsType<ChannelAnswer.Refused>(
            await Stand.Send(order with { No = "R2", Amount = new Money(1, "CNY") }));
        Assert.Equal((Refusal.Final, "ACQ.TRADE_STATUS_ERROR"), (refused.Kind, refused.Code));
    }

    [Theory, InlineData(89, true), InlineData(91, false)]
    public async Task Is_refused_after_the_window(int days, bool done)
    {
        var order = await Stand.Payment();
        Stand.Advance(TimeSpan.FromDays(days));
        var answer = await Stand.Send(order);
        if (done) Assert.IsType<ChannelAnswer.Done>(answer);
        else Assert.Equal("ACQ.TRADE_HAS_FINISHED", Assert.IsType<ChannelAnswer.Refused>(answer).Code);
    }

    [Fact]
    public async Task Is_never_seen_before_it_was_sent() =>
        Assert.IsType<ChannelAnswer.NeverSeen>(await Stand.Ask(await Stand.Payment()));

    [Fact]
    public async Task Is_refused_for_a_trade_that_never_was()
    {
        var order = (await Stand.Payment()) with { ChannelPaymentNo = "4299" };
        Assert.Equal("ACQ.TRADE_NOT_EXIST", Assert.IsType<ChannelAnswer.Refused>(await Stand.Send(order)).Code);
        Assert.IsType<ChannelAnswer.Unknown>(await Stand.Ask(order));
    }

    [Fact]
    public async Task Waits_for_money_on_the_sellers_balance()
    {
        var order = await Stand.Payment();
        await Stand.Post("balances", new { mchid = Stand.AppId, available = 879 });
        Assert.Equal(Refusal.Funds, Assert.IsType<ChannelAnswer.Refused>(await Stand.Send(order)).Kind);
        await Stand.Post("balances", new { mchid = Stand.AppId, add = 1 });
        Assert.IsType<ChannelAnswer.Done>(await Stand.Send(order));
    }

    [Fact]
    public async Task Is_a_matter_of_configuration_when_we_are_strangers()
    {
        var order = await Stand.Payment();
        using var stranger = Stand.Adapter(Stand.Address, key: "platformPrivateKey");
        var channel = stranger.GetRequiredService<IRefundChannel>();
        var refused = Assert.IsType<ChannelAnswer.Refused>(await channel.Send(order, channel.Compose(order), default));
        Assert.Equal((Refusal.Configuration, "isv.invalid-signature"), (refused.Kind, refused.Code));
        Assert.IsType<ChannelAnswer.Unknown>(await channel.Ask(order, default));

        var other = Assert.IsType<ChannelAnswer.Refused>(
            await Stand.Send(order with { ChannelMerchant = "2021000000000002" }));
        Assert.Equal((Refusal.Configuration, "isv.invalid-app-id"), (other.Kind, other.Code));
        Assert.Empty(Stand.Truth);
    }
}
