using System.Text;
using Contracts.Executions;
using Platform.Testing;
using RefundCenter.Legs;

namespace RefundCenter.Tests.Notices;

public sealed class A_notice : IAsyncLifetime
{
    private NoticeSender sender = null!;
    private RunningService service = null!;

    public async Task InitializeAsync()
    {
        sender = NoticeSender.Create();
        service = await RunningService.StartAsync(settings: sender.Settings());
    }

    public async Task DisposeAsync()
    {
        await service.DisposeAsync();
        await sender.DisposeAsync();
    }

    [Fact]
    public async Task Counts_once_however_often_and_concurrently_it_comes()
    {
        var order = await Accepted();
        var body = NoticeSender.Body("N1", ChannelNo.For(order.RefundId, 1));
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => sender.Send(service.Bus.Address, body)));
        Assert.All(answers, status => Assert.Equal(204, status));
        await service.Bus.Published<RefundExecuted>(f => f.Outcome is ExecutionOutcome.Succeeded);
        Assert.Equal(1L, await service.Database.Scalar<long>("SELECT count(*) FROM notices"));
        Assert.Single(service.Bus.AllOf<RefundExecuted>());
    }

    [Fact]
    public async Task Does_not_count_with_a_wrong_signature_or_as_garbage_and_is_not_stored()
    {
        var order = await Accepted();
        var body = NoticeSender.Body("N1", ChannelNo.For(order.RefundId, 1));
        Assert.Equal(401, await sender.Send(service.Bus.Address, body, spoiled: true));
        Assert.Equal(400, await sender.Send(service.Bus.Address, Encoding.UTF8.GetBytes("{ garbage")));
        Assert.Equal(413, await sender.Send(service.Bus.Address, new byte[100_000]));
        Assert.Equal(0L, await service.Database.Scalar<long>("SELECT count(*) FROM notices"));
        Assert.Equal(LegStatus.Accepted, (await service.Leg(order.RefundId))!.Status);
    }

    [Fact]
    public async Task About_another_amount_is_a_case_and_no_success()
    {
        var order = await Accepted();
        Assert.Equal(204, await sender.Send(
            service.Bus.Address, NoticeSender.Body("N1", ChannelNo.For(order.RefundId, 1), amount: 881)));
        Assert.Equal(LegStatus.Accepted, (await service.Leg(order.RefundId))!.Status);
        Assert.Equal("Unknown", await service.Database.Scalar<string>("SELECT answer FROM notices"));
        Assert.Equal(1L, await service.Database.Scalar<long>("SELECT count(*) FROM cases WHERE kind = 'Mismatch'"));
    }

    [Fact]
    public async Task About_a_number_that_we_do_not_know_is_to_come_again()
    {
        Assert.Equal(404, await sender.Send(
            service.Bus.Address, NoticeSender.Body("N1", ChannelNo.For(Guid.CreateVersion7(), 1))));
        Assert.Equal(0L, await service.Database.Scalar<long>("SELECT count(*) FROM notices"));
    }

    [Fact]
    public async Task Is_seen_by_operators_only_through_the_gateway()
    {
        var order = await Accepted();
        var path = $"/internal/refunds/{order.RefundId}/legs";
        using var http = new HttpClient { BaseAddress = service.Bus.Address };
        using var refused = await http.GetAsync(path);
        Assert.Equal(401, (int)refused.StatusCode);

        var legs = await service.Read(path);
        Assert.Equal(("accepted", 1),
            (legs[0].GetProperty("status").GetString(), legs[0].GetProperty("sends").GetArrayLength()));
        var send = legs[0].GetProperty("sends")[0];
        Assert.Equal("submit", send.GetProperty("step").GetString());
        Assert.True(send.TryGetProperty("answered_at", out _));
        Assert.False(send.TryGetProperty("body", out _));
        var queues = await service.Read("/internal/queues");
        Assert.Equal(0, queues.GetProperty("needs_operator").GetArrayLength());
    }

    private async Task<ExecuteRefund> Accepted()
    {
        var order = RunningService.Order();
        await service.Publish(order);
        await Eventually.True(
            async () => await service.Leg(order.RefundId) is { Status: LegStatus.Accepted }, "accepted");
        return order;
    }
}
