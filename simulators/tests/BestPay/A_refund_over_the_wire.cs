using Channels;
using Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Simulators.Tests.BestPay;

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
        Assert.Equal(("bestpay", order.No, order.ChannelPaymentNo), (line.Channel, line.No, line.PaymentNo));
        Assert.Equal((done.No, 880L, "payer"), (line.ChannelNo, line.AmountMinor, line.Destination));

        await Stand.Eventually(() => !Stand.Notices.IsEmpty);
        Assert.Equal(done, Assert.Single(Stand.Told(order)));
    }

    [Fact]
    public async Task Is_the_same_refund_however_often_it_is_sent()
    {
        var order = await Stand.Payment();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Stand.Send(order)));
        Assert.Single(answers, answer => answer is ChannelAnswer.Accepted);
        Assert.Equal(19, answers.Count(answer => answer is ChannelAnswer.Unknown { Reason: var why }
            && why.Contains("REFUND_ALREADY", StringComparison.Ordinal)));
        Assert.IsType<ChannelAnswer.Done>(await Stand.Ask(order));
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
    public async Task Is_refused_beyond_the_payment_and_not_before()
    {
        var order = (await Stand.Payment()) with { Amount = new Money(400, "CNY") };
        Assert.IsType<ChannelAnswer.Accepted>(await Stand.Send(order));
        Assert.IsType<ChannelAnswer.Accepted>(await Stand.Send(order with { No = "R0001B" }));
        Assert.Equal("REFUND_AMT_EXCEED", await Refused(order with { No = "R0001C", Amount = new Money(201, "CNY") }));
        Assert.IsType<ChannelAnswer.Accepted>(
            await Stand.Send(order with { No = "R0001C", Amount = new Money(200, "CNY") }));
        Assert.Equal(1000, Stand.Truth.Sum(line => line.AmountMinor));
    }

    [Fact]
    public async Task Is_refused_after_half_a_year()
    {
        var order = await Stand.Payment();
        Stand.Advance(TimeSpan.FromDays(181));
        Assert.Equal("REFUND_OVERDUE", await Refused(order));
    }

    [Fact]
    public async Task Is_refused_for_a_payment_that_never_was_or_was_at_another_time()
    {
        var order = await Stand.Payment();
        Assert.Equal("ORDER_NOT_EXIST", await Refused(order with { ChannelPaymentNo = "T9999" }));
        Assert.Equal("ORDER_NOT_EXIST", await Refused(order with { PaidAt = order.PaidAt.AddDays(-2) }));
        Assert.Empty(Stand.Truth);
    }

    [Fact]
    public async Task Is_never_seen_before_it_was_sent_and_unknown_a_day_later()
    {
        var order = await Stand.Payment();
        Assert.IsType<ChannelAnswer.NeverSeen>(await Stand.Ask(order));
        Stand.Advance(TimeSpan.FromDays(1));
        Assert.IsType<ChannelAnswer.Unknown>(await Stand.Ask(order));
    }

    [Fact]
    public async Task Is_found_for_a_day_only()
    {
        var order = await Stand.Payment();
        await Stand.Send(order);
        Stand.Advance(TimeSpan.FromHours(23));
        Assert.IsType<ChannelAnswer.Done>(await Stand.Ask(order));
        Stand.Advance(TimeSpan.FromHours(2));
        Assert.IsType<ChannelAnswer.Unknown>(await Stand.Ask(order));
    }

    [Fact]
    public async Task Waits_for_money_at_the_channel()
    {
        var order = await Stand.Payment();
        await Stand.Post("balances", new { mchid = Stand.MerchantNo, available = 879 });
        Assert.Equal(Refusal.Funds, Assert.IsType<ChannelAnswer.Refused>(await Stand.Send(order)).Kind);
        await Stand.Post("balances", new { mchid = Stand.MerchantNo, add = 1 });
        Assert.IsType<ChannelAnswer.Accepted>(await Stand.Send(order));
    }

    [Fact]
    public async Task Calls_a_stranger_key_and_an_unheard_of_merchant_matters_of_configuration()
    {
        var order = await Stand.Payment();
        using var stranger = Stand.Adapter("platformPrivateKey");
        var channel = stranger.GetRequiredService<IRefundChannel>();
        var refused = Assert.IsType<ChannelAnswer.Refused>(await channel.Send(order, channel.Compose(order), default));
        Assert.Equal((Refusal.Configuration, "API100001"), (refused.Kind, refused.Code));
        Assert.Equal("MERCHANT_NOT_EXIST", await Refused(order with { ChannelMerchant = "3178000000000002" }));
        Assert.Empty(Stand.Truth);
    }

    private async Task<string> Refused(ChannelRefund order) =>
        Assert.IsType<ChannelAnswer.Refused>(await Stand.Send(order)).Code;
}

public sealed class A_bank_that_takes_its_time : StandTest
{
    protected override string[] Settings =>
        ["--BestPay:ResultAfterSeconds=600", "--BestPay:AcceptedWord=ACCEPT", "--BestPay:AnswerHash=Alternating"];

    [Fact]
    public async Task Leaves_a_refund_accepted_until_it_answers()
    {
        var order = await Stand.Payment();
        for (var i = 0; i < 3; i++) Assert.IsType<ChannelAnswer.Accepted>(await Stand.Send(order));
        for (var i = 0; i < 3; i++) Assert.IsType<ChannelAnswer.Accepted>(await Stand.Ask(order));
        Assert.Empty(Stand.Truth);

        Stand.Advance(TimeSpan.FromMinutes(10));
        await Stand.Eventually(() => Stand.Truth.Count == 1 && Stand.Notices.Count == 1);
        Assert.IsType<ChannelAnswer.Done>(await Stand.Ask(order));
    }
}
