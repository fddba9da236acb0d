using Channels;
using Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Simulators.Tests.WeChatPay;

public sealed class A_refund_over_the_wire : StandTest
{
    [Fact]
    public async Task Is_accepted_then_done_sworn_and_told()
    {
        var order = await Stand.Payment();
        var accepted = Assert.IsType<ChannelAnswer.Accepted>(await Stand.Send(order));
        var done = Assert.IsType<ChannelAnswer.Done>(await Stand.Ask(order));
        Assert.Equal((accepted.No, Destination.Payer), (done.No, done.Destination));
        Assert.Equal(ChargedAmounts.Same(order.Amount), done.Charged);

        var line = Assert.Single(Stand.Truth);
        Assert.Equal((order.No, order.ChannelPaymentNo, done.No), (line.No, line.PaymentNo, line.ChannelNo));
        Assert.Equal((880L, "payer"), (line.AmountMinor, line.Destination));

        await Stand.Eventually(() => !Stand.Notices.IsEmpty);
        var notice = Assert.IsType<NoticeResult.Genuine>(Assert.Single(Stand.Notices)).Notice;
        Assert.Equal(done, notice.AnswerFor(order));
    }

    [Fact]
    public async Task Goes_to_the_wallet_it_was_paid_from()
    {
        var order = await Stand.Payment(new { instrument = "wallet" });
        await Stand.Send(order);
        Assert.Equal(Destination.PayerBalance, Assert.IsType<ChannelAnswer.Done>(await Stand.Ask(order)).Destination);
        Assert.Equal("payer-balance", Assert.Single(Stand.Truth).Destination);
    }

    [Fact]
    public async Task Is_the_same_refund_however_often_it_is_sent()
    {
        var order = await Stand.Payment();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Stand.Send(order)));
        Assert.All(answers, answer => Assert.True(answer is ChannelAnswer.Accepted or ChannelAnswer.Done, $"{answer}"));
        Assert.Single(Stand.Truth);
    }

    [Fact]
    public async Task Is_unknown_when_its_amount_changed_under_its_number()
    {
        var order = await Stand.Payment();
        await Stand.Send(order);
        Assert.IsType<ChannelAnswer.Unknown>(await Stand.Send(order with { Amount = new Money(881, "CNY") }));
        Assert.Single(Stand.Truth);
    }

    [Fact]
    public async Task Gives_the_payer_his_share_of_a_voucher_order()
    {
        var order = await Stand.Payment(new { coupon = 300 });
        order = order with { Amount = new Money(900, "CNY") };
        await Stand.Send(order);
        var done = Assert.IsType<ChannelAnswer.Done>(await Stand.Ask(order));
        Assert.Equal(
            new ChargedAmounts(new Money(630, "CNY"), new Money(900, "CNY"), new Money(630, "CNY")), done.Charged);

        await Stand.Eventually(() => !Stand.Notices.IsEmpty);
        var notice = Assert.IsType<NoticeResult.Genuine>(Assert.Single(Stand.Notices)).Notice;
        Assert.IsType<ChannelAnswer.Accepted>(notice.AnswerFor(order));
    }

    [Fact]
    public async Task Comes_a_minute_after_the_last_part()
    {
        var order = (await Stand.Payment()) with { Amount = new Money(100, "CNY") };
        var next = order with { No = "R0001B" };
        Assert.IsType<ChannelAnswer.Accepted>(await Stand.Send(order));
        Assert.IsType<ChannelAnswer.Throttled>(await Stand.Send(next));
        Stand.Advance(TimeSpan.FromMinutes(1));
        Assert.IsType<ChannelAnswer.Accepted>(await Stand.Send(next));
    }

    [Fact]
    public async Task Is_refused_beyond_the_payment()
    {
        var order = await Stand.Payment();
        await Stand.Send(order);
        Stand.Advance(TimeSpan.FromMinutes(1));
        var more = order with { No = "R0001B", Amount = new Money(121, "CNY") };
        Assert.Equal(Refusal.Final, Assert.IsType<ChannelAnswer.Refused>(await Stand.Send(more)).Kind);
    }

    [Fact]
    public async Task Is_refused_as_the_fifty_first_part()
    {
        var order = (await Stand.Payment()) with { Amount = new Money(1, "CNY") };
        for (var part = 1; part <= 50; part++, Stand.Advance(TimeSpan.FromMinutes(1)))
            Assert.IsType<ChannelAnswer.Accepted>(await Stand.Send(order with { No = $"R{part}" }));
        Assert.IsType<ChannelAnswer.Refused>(await Stand.Send(order with { No = "R51" }));
    }

    [Fact]
    public async Task Is_refused_after_a_year()
    {
        var order = await Stand.Payment();
        Stand.Advance(TimeSpan.FromDays(366));
        Assert.IsType<ChannelAnswer.Refused>(await Stand.Send(order));
    }

    [Fact]
    public async Task Is_never_seen_before_it_was_sent() =>
        Assert.IsType<ChannelAnswer.NeverSeen>(await Stand.Ask(await Stand.Payment()));

    [Fact]
    public async Task Is_refused_for_a_payment_that_never_was()
    {
        var order = (await Stand.Payment()) with { ChannelPaymentNo = "4299" };
        Assert.Equal("RESOURCE_NOT_EXISTS", Assert.IsType<ChannelAnswer.Refused>(await Stand.Send(order)).Code);
    }

    [Fact]
    public async Task Waits_for_money_at_the_channel()
    {
        var order = await Stand.Payment();
        await Stand.Post("balances", new { mchid = Stand.MchId, available = 879 });
        Assert.Equal(Refusal.Funds, Assert.IsType<ChannelAnswer.Refused>(await Stand.Send(order)).Kind);
        await Stand.Post("balances", new { mchid = Stand.MchId, add = 1 });
        Assert.IsType<ChannelAnswer.Accepted>(await Stand.Send(order));
    }
}

public sealed class A_simulator_that_signs_with_both_keys : StandTest
{
    protected override string[] Settings => ["--WeChatPay:Signing=Alternating", "--WeChatPay:ProbePercent=100"];

    [Fact]
    public async Task Is_believed_by_either_and_its_probes_are_refused()
    {
        var order = await Stand.Payment();
        await Stand.Send(order);
        for (var i = 0; i < 4; i++) Assert.IsType<ChannelAnswer.Done>(await Stand.Ask(order));

        await Stand.Eventually(() => Stand.Notices.Count >= 2);
        Assert.Equal(
            "Probe", Assert.IsType<NoticeResult.Refused>(Stand.Notices.First()).Detail);
        Assert.IsType<NoticeResult.Genuine>(Stand.Notices.Last());
    }
}

public sealed class A_simulator_that_counts_requests : StandTest
{
    protected override string[] Settings => ["--WeChatPay:Budgets=true"];

    [Fact]
    public async Task Throttles_a_flood_of_bad_ones()
    {
        var order = (await Stand.Payment()) with { ChannelPaymentNo = "4299" };
        await Stand.Ask(order);
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Stand.Send(order with { No = $"R{i}" })));
        Assert.Contains(answers, answer => answer is ChannelAnswer.Throttled);
        Assert.Contains(answers, answer => answer is ChannelAnswer.Refused);
    }
}

public sealed class A_simulator_that_signs_with_its_public_key : StandTest
{
    protected override string[] Settings => ["--WeChatPay:Signing=PublicKey"];

    [Fact]
    public async Task Calls_a_stranger_key_a_matter_of_configuration()
    {
        var order = await Stand.Payment();
        using var stranger = Stand.Adapter(Stand.Address, "http://127.0.0.1:9", serial: "00FF");
        var channel = stranger.GetRequiredService<IRefundChannel>();
        var refused = Assert.IsType<ChannelAnswer.Refused>(await channel.Send(order, channel.Compose(order), default));
        Assert.Equal((Refusal.Configuration, "SIGN_ERROR"), (refused.Kind, refused.Code));
        Assert.Empty(Stand.Truth);
    }

    [Fact]
    public async Task Calls_an_unheard_of_merchant_a_matter_of_configuration()
    {
        var order = (await Stand.Payment()) with { ChannelMerchant = "1900099902" };
        var refused = Assert.IsType<ChannelAnswer.Refused>(await Stand.Send(order));
        Assert.Equal((Refusal.Configuration, "MCH_NOT_EXISTS"), (refused.Kind, refused.Code));
    }
}

public sealed class A_simulator_that_signs_with_its_certificate : StandTest
{
    [Fact]
    public async Task Is_not_believed_by_who_cannot_fetch_it()
    {
        var order = await Stand.Payment();
        using var stranger = Stand.Adapter(Stand.Address, "http://127.0.0.1:9", serial: "00FF");
        var channel = stranger.GetRequiredService<IRefundChannel>();
        Assert.IsType<ChannelAnswer.Unknown>(await channel.Send(order, channel.Compose(order), default));
        Assert.Empty(Stand.Truth);
    }
}
