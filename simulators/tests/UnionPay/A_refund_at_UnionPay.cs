using Channels;
using Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Simulators.Tests.UnionPay;

public sealed class A_refund_at_UnionPay : StandTest
{
    [Fact]
    public async Task Is_accepted_then_done_sworn_and_told()
    {
        var order = await Stand.Payment();
        var accepted = Assert.IsType<ChannelAnswer.Accepted>(await Stand.Send(order));
        var done = Assert.IsType<ChannelAnswer.Done>(await Stand.Ask(order with { ChannelNo = accepted.No }));
        Assert.Equal((accepted.No, Destination.Payer), (done.No, done.Destination));
        Assert.Equal(ChargedAmounts.Same(order.Amount), done.Charged);
        Assert.InRange(Stand.Clock.GetUtcNow() - done.At!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(30));

        var line = Assert.Single(Stand.Truth);
        Assert.Equal((order.No, order.ChannelPaymentNo, done.No), (line.No, line.PaymentNo, line.ChannelNo));
        Assert.Equal(("unionpay", 880L, "payer"), (line.Channel, line.AmountMinor, line.Destination));

        await Stand.Eventually(() => !Stand.Notices.IsEmpty);
        var notice = Assert.IsType<NoticeResult.Genuine>(Assert.Single(Stand.Notices)).Notice;
        Assert.Equal(done, notice.AnswerFor(order));
    }

    [Fact]
    public async Task Is_a_duplicate_when_it_is_sent_again_and_only_the_query_helps()
    {
        var order = await Stand.Payment();
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Stand.Send(order)));
        Assert.Single(answers, answer => answer is ChannelAnswer.Accepted);
        Assert.Equal(9, answers.Count(answer => answer is ChannelAnswer.Unknown { IsMismatch: false }));
        Assert.IsType<ChannelAnswer.Done>(await Stand.Ask(order));
        Assert.Single(Stand.Truth);
    }

    [Fact]
    public async Task Is_a_duplicate_on_the_same_day_whatever_else_changed()
    {
        Stand.Noon();
        var order = await Stand.Payment();
        await Stand.Send(order);
        Assert.IsType<ChannelAnswer.Unknown>(await Stand.Send(order with { Amount = new Money(100, "CNY") }));
        Assert.IsType<ChannelAnswer.Unknown>(
            await Stand.Send(order with { Amount = new Money(100, "CNY"), NumberedAt = order.NumberedAt.AddSeconds(1) }));
        Assert.Single(Stand.Truth);
    }

    [Fact]
    public async Task Is_never_seen_under_another_time_than_its_own()
    {
        var order = await Stand.Payment();
        Assert.IsType<ChannelAnswer.NeverSeen>(await Stand.Ask(order));
        await Stand.Send(order);
        Assert.IsType<ChannelAnswer.NeverSeen>(
            await Stand.Ask(order with { NumberedAt = order.NumberedAt.AddSeconds(1) }));
        Assert.IsType<ChannelAnswer.Done>(await Stand.Ask(order));
    }

    [Fact]
    public async Task Comes_in_parts_up_to_the_payment()
    {
        var order = (await Stand.Payment()) with { Amount = new Money(400, "CNY") };
        Assert.IsType<ChannelAnswer.Accepted>(await Stand.Send(order));
        Assert.IsType<ChannelAnswer.Accepted>(await Stand.Send(order with { No = "R00000001B" }));
        var more = order with { No = "R00000001C", Amount = new Money(201, "CNY") };
        Assert.Equal((Refusal.Final, "36"), Refused(await Stand.Send(more)));
        Assert.IsType<ChannelAnswer.Accepted>(await Stand.Send(more with { Amount = new Money(200, "CNY") }));
        Assert.Equal(1000, Stand.Truth.Sum(line => line.AmountMinor));
    }

    [Fact]
    public async Task Is_refused_after_eleven_months()
    {
        var paidAt = Stand.Clock.GetUtcNow().AddMonths(-11);
        Assert.IsType<ChannelAnswer.Accepted>(await Stand.Send(await Stand.Payment(paidAt.AddMinutes(1))));
        Assert.Equal((Refusal.Final, "35"), Refused(await Stand.Send(await Stand.Payment(paidAt.AddMinutes(-1)))));
    }

    [Fact]
    public async Task Is_refused_for_a_payment_that_never_was()
    {
        var order = (await Stand.Payment()) with { ChannelPaymentNo = "732311150601100000099" };
        Assert.Equal((Refusal.Final, "34"), Refused(await Stand.Send(order)));
    }

    [Fact]
    public async Task Is_malformed_under_a_number_that_the_channel_does_not_take()
    {
        var order = (await Stand.Payment()) with { No = "R-1" };
        Assert.Equal((Refusal.Configuration, "10"), Refused(await Stand.Send(order)));
    }

    [Fact]
    public async Task Waits_for_money_at_the_channel_under_its_number()
    {
        var order = await Stand.Payment();
        await Stand.Post("balances", new { mchid = Stand.MerId, available = 879 });
        Assert.Equal((Refusal.Funds, "33"), Refused(await Stand.Send(order)));
        await Stand.Post("balances", new { mchid = Stand.MerId, add = 1 });
        Assert.IsType<ChannelAnswer.Accepted>(await Stand.Send(order));
        Assert.Equal("33", Refused(await Stand.Send(order with { No = "R00000001B", Amount = new Money(1, "CNY") })).Code);
    }

    [Fact]
    public async Task Is_a_matter_of_configuration_under_a_strange_key_or_merchant()
    {
        var order = await Stand.Payment();
        using var stranger = Stand.Adapter(Stand.Address, "http://127.0.0.1:9", certId: "42");
        var channel = stranger.GetRequiredService<IRefundChannel>();
        Assert.Equal(
            (Refusal.Configuration, "11"), Refused(await channel.Send(order, channel.Compose(order), default)));
        Assert.IsType<ChannelAnswer.Unknown>(await channel.Ask(order, default));
        Assert.Equal(
            (Refusal.Configuration, "31"),
            Refused(await Stand.Send(order with { ChannelMerchant = "777290058110097" })));
        Assert.Empty(Stand.Truth);
    }

    private static (Refusal Kind, string Code) Refused(ChannelAnswer answer)
    {
        var refused = Assert.IsType<ChannelAnswer.Refused>(answer);
        return (refused.Kind, refused.Code);
    }
}

public sealed class A_channel_that_covers_refunds_by_the_days_purchases : StandTest
{
    protected override string[] Settings => ["--UnionPay:DailyCover=true"];

    [Fact]
    public async Task Refuses_what_they_do_not_cover_until_the_next_day_brings_more()
    {
        Stand.AdvanceTo(22, 30);
        var (first, second) = (await Stand.Payment(), await Stand.Payment());
        Assert.IsType<ChannelAnswer.Accepted>(await Stand.Send(first));
        Assert.IsType<ChannelAnswer.Accepted>(await Stand.Send(second));

        Stand.AdvanceTo(23, 1);                                     // the next clearing day, without a purchase
        var later = first with { No = "R0000000XB", Amount = new Money(120, "CNY"), NumberedAt = Stand.Clock.GetUtcNow() };
        var refused = Assert.IsType<ChannelAnswer.Refused>(await Stand.Send(later));
        Assert.Equal((Refusal.Funds, "33"), (refused.Kind, refused.Code));
        await Stand.Payment();
        Assert.IsType<ChannelAnswer.Accepted>(await Stand.Send(later));
    }
}

public sealed class A_channel_that_compares_times : StandTest
{
    protected override string[] Settings => ["--UnionPay:TxnTimeMinutes=30"];

    [Fact]
    public async Task Calls_a_number_malformed_that_has_waited_too_long()
    {
        var order = await Stand.Payment();
        Assert.IsType<ChannelAnswer.Accepted>(await Stand.Send(order));
        Stand.Advance(TimeSpan.FromHours(1));
        var refused = Assert.IsType<ChannelAnswer.Refused>(await Stand.Send(order with { No = "R00000001B" }));
        Assert.Equal((Refusal.Configuration, "10"), (refused.Kind, refused.Code));
        Assert.IsType<ChannelAnswer.Done>(await Stand.Ask(order));            // the time of a question may be old
    }
}
