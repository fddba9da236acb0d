using Gateway.Webhooks;

namespace Gateway.Tests.Webhooks;

public sealed class A_delivery
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2),
        TimeSpan.FromHours(5), TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20),
        TimeSpan.FromHours(24),
    ];

    private readonly WebhookDelivery delivery = new() { Id = Guid.CreateVersion7() };

    [Fact]
    public void Is_tried_ten_times_over_75_hours_and_then_has_failed()
    {
        var now = Start;
        foreach (var pause in Pauses)
        {
            delivery.Answered(new TryResult(500), now);
            Assert.InRange(delivery.NextTryAt!.Value - now, pause, pause * 1.1);
            now += pause;
        }
        Assert.Equal(new TimeSpan(75, 35, 5), now - Start);
        Assert.Equal(DeliveryState.Pending, delivery.State);

        delivery.Answered(new TryResult(500), now);
        Assert.Equal((DeliveryState.Failed, 10, null), (delivery.State, delivery.Tries, delivery.NextTryAt));
    }

    [Fact]
    public void Is_not_tried_in_the_same_second_as_all_the_others_after_an_outage()
    {
        var pauses = Enumerable.Range(0, 200)
            .Select(_ => RetrySchedule.PauseAfter(3, Guid.CreateVersion7(), wish: null)!.Value).ToList();

        Assert.InRange(pauses.Distinct().Count(), 100, 200);
        Assert.All(pauses, p => Assert.InRange(p, TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(33)));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(202)]
    [InlineData(204)]
    [InlineData(299)]
    public void Is_delivered_by_any_2xx(int status)
    {
        delivery.Answered(new TryResult(status), Start);

        Assert.Equal((DeliveryState.Delivered, Start), (delivery.State, delivery.EndedAt));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(308)]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(429)]
    [InlineData(503)]
    public void Is_tried_again_after_anything_else(int status)
    {
        delivery.Answered(new TryResult(status), Start);

        Assert.Equal((DeliveryState.Pending, status), (delivery.State, delivery.LastStatus));
        Assert.NotNull(delivery.NextTryAt);
    }

    [Fact]
    public void Is_over_when_the_receiver_is_gone()
    {
        delivery.Answered(new TryResult(410), Start);

        Assert.Equal(DeliveryState.Failed, delivery.State);
    }

    [Fact]
    public void Waits_as_long_as_the_receiver_asks_but_never_less_than_planned_and_never_more_than_a_day()
    {
        var id = Guid.CreateVersion7();

        Assert.Equal(TimeSpan.FromMinutes(7), RetrySchedule.PauseAfter(1, id, TimeSpan.FromMinutes(7)));
        Assert.InRange(RetrySchedule.PauseAfter(2, id, TimeSpan.FromSeconds(1))!.Value, Pauses[1], Pauses[1] * 1.1);
        Assert.Equal(TimeSpan.FromHours(24), RetrySchedule.PauseAfter(1, id, TimeSpan.FromDays(365)));
    }

    [Fact]
    public void Stays_delivered_when_a_second_process_has_failed_with_it()
    {
        delivery.Answered(new TryResult(200), Start);
        delivery.Answered(new TryResult(null, TryResult.Timeout), Start);

        Assert.Equal((DeliveryState.Delivered, 1), (delivery.State, delivery.Tries));
    }

    [Fact]
    public void Begins_anew_when_it_is_replayed()
    {
        for (var i = 0; i < 10; i++) delivery.Answered(new TryResult(500), Start);
        delivery.Replay(Start);

        Assert.Equal((DeliveryState.Pending, 0, Start), (delivery.State, delivery.Tries, delivery.NextTryAt));
    }
}
