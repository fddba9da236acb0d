using Contracts.Executions;
using Platform.Testing;
using RefundCenter.Legs;

namespace RefundCenter.Tests.Calls;

/// <summary>At a channel that refunds no payment of the same day (S31).</summary>
public sealed class A_refund_on_the_day_of_its_payment : IAsyncLifetime
{
    private readonly string rulebook = Path.Combine(Path.GetTempPath(), $"rulebook-{Guid.CreateVersion7():N}.json");
    private RunningService service = null!;

    public async Task InitializeAsync()
    {
        var shipped = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "rulebooks/wechat.json"));
        await File.WriteAllTextAsync(
            rulebook, shipped.Replace("\"sameDayRefunds\": true", "\"sameDayRefunds\": false", StringComparison.Ordinal));
        service = await RunningService.StartAsync(settings: new() { ["RefundCenter:Rulebooks:wechat"] = rulebook });
    }

    public async Task DisposeAsync()
    {
        await service.DisposeAsync();
        File.Delete(rulebook);
    }

    [Fact]
    public async Task Waits_unsent_until_the_channels_next_day_begins_and_then_goes_by_itself()
    {
        var order = RunningService.Order();
        order = order with { Payment = order.Payment with { CapturedAt = service.Now } };
        await service.Publish(order);
        var accepted = await service.Bus.Published<RefundAccepted>();
        var leg = (await service.Leg(order.RefundId))!;
        Assert.Equal((LegStatus.Ready, Leg.ChannelDay), (leg.Status, leg.WaitingFor));
        Assert.Equal(TimeSpan.FromHours(16), leg.DueAt!.Value.TimeOfDay);
        Assert.Equal(leg.DueAt.Value.AddMinutes(20), accepted.ExpectedUntil);
        Assert.Empty(service.Channel.Calls);

        await service.Advance(leg.DueAt.Value - service.Now + TimeSpan.FromSeconds(1));
        await Eventually.True(
            async () => await service.Leg(order.RefundId) is { Status: LegStatus.Accepted, WaitingFor: null }, "it went");
    }

    [Fact]
    public async Task Is_put_off_when_it_is_due_earlier_all_the_same()
    {
        var backlog = new Backlog(service);
        var (id, now) = (await backlog.Open(), backlog.Clock.GetUtcNow());
        await service.Database.Execute($"UPDATE legs SET paid_at = '{now:O}'");
        Assert.Empty(await backlog.ClaimDue(backlog.Worker()));
        Assert.Equal(1L, await service.Database.Scalar<long>(
            $"SELECT count(*) FROM legs WHERE id = '{id}' AND due_at > '{now:O}' AND waiting_for = 'channel_day'"));
        backlog.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Single(await backlog.ClaimDue(backlog.Worker()));
    }
}
