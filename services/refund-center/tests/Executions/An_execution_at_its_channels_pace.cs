using Contracts.Executions;
using Contracts.Payouts;
using Microsoft.Extensions.DependencyInjection;
using Platform.Testing;
using RefundCenter.Legs;
using RefundCenter.Rulebooks;
using RefundCenter.Tests.Legs;

namespace RefundCenter.Tests.Executions;

/// <summary>A channel that refunds next day, every quarter of an hour, from 8.81 yuan on at one of its merchants.</summary>
public sealed class An_execution_at_its_channels_pace : ExecutionSpec
{
    private static readonly DateTimeOffset NextDay = new(2026, 3, 2, 16, 0, 0, TimeSpan.Zero);         // midnight in Beijing

    protected override void Configure(IServiceCollection services)
    {
        base.Configure(services);
        var book = Shelf.Find("wechat")! with { SameDayRefunds = false, BatchEvery = TimeSpan.FromMinutes(15) };
        book = book with
        {
            Overrides = new Dictionary<string, Channels.Rulebook> { ["small"] = book with { MinAmountMinor = 881 } },
        };
        services.AddSingleton(new RulebookShelf(
            [book], new RefundCenterOptions(), (_, _) => true, new FakeClock(LegStory.Start)));
    }

    [Fact]
    public async Task Waits_for_the_next_day_and_says_until_when_it_is_expected()
    {
        await When(Ordered());
        var leg = Assert.Single(Saga!.NewLegs);
        Assert.Equal((LegStep.Submit, NextDay, RefundCenter.Legs.Leg.ChannelDay), (leg.Step!.Value, leg.DueAt!.Value, leg.WaitingFor));
        Assert.Equal(NextDay.AddMinutes(20), Assert.Single(Sent<RefundAccepted>()).ExpectedUntil);
        Assert.Empty(Sent<RefundExecuted>());
    }

    [Fact]
    public async Task Goes_with_the_next_batch_when_the_payment_is_older()
    {
        var order = Ordered();
        await When(order with { Payment = order.Payment with { CapturedAt = LegStory.Start.AddDays(-3) } });
        var leg = Assert.Single(Saga!.NewLegs);
        Assert.Equal((LegStory.Start, (string?)null), (leg.DueAt!.Value, leg.WaitingFor));             // nine o'clock sharp
    }

    [Fact]
    public async Task Takes_the_next_method_when_the_amount_is_less_than_the_channel_refunds()
    {
        var order = Ordered();
        await When(order with { Payment = order.Payment with { ChannelMerchant = "small" } });
        Assert.Equal(Methods.Payout, Assert.Single(Saga!.NewLegs).Method);
        Assert.Single(Sent<MakePayout>());
    }
}
