using Microsoft.AspNetCore.Http;

namespace Channels.Tests.Conformance;

/// <summary>
/// What every <see cref="IRefundChannel"/> must do whatever its protocol. A channel inherits this class and only tells
/// how its server would say each situation.
/// </summary>
public abstract class RefundChannelConformance : IAsyncLifetime
{
    private ScriptedServer server = null!;
    private IRefundChannel channel = null!;

    protected abstract ChannelRefund Order { get; }

    protected abstract IRefundChannel Connect(Uri address, TimeSpan timeout);

    /// <summary>Writes this situation as the channel would, and signs it as the situation says.</summary>
    protected abstract Task Say(HttpContext http, Situation situation);

    public async Task InitializeAsync()
    {
        server = await ScriptedServer.Start();
        channel = Connect(server.Address, TimeSpan.FromSeconds(1));
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Theory, CombinedData]
    public async Task Is_unknown_when_the_answer_does_not_count(bool ask, Situation situation)
    {
        server.Script = http => Say(http, situation);
        Assert.IsType<ChannelAnswer.Unknown>(await Call(ask));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Is_unknown_when_nobody_answers(bool ask)
    {
        server.Script = http => Task.Delay(Timeout.Infinite, http.RequestAborted);
        Assert.IsType<ChannelAnswer.Unknown>(await Call(ask));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Is_unknown_when_the_line_breaks(bool ask)
    {
        server.Script = http =>
        {
            http.Abort();
            return Task.CompletedTask;
        };
        Assert.IsType<ChannelAnswer.Unknown>(await Call(ask));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Is_unknown_when_the_answer_breaks_off(bool ask)
    {
        server.Script = async http =>
        {
            http.Response.ContentLength = 10_000;
            await http.Response.WriteAsync("{\"status\":\"SUCC");
            await http.Response.Body.FlushAsync();
            http.Abort();
        };
        Assert.IsType<ChannelAnswer.Unknown>(await Call(ask));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Is_unknown_when_nobody_listens(bool ask)
    {
        await server.DisposeAsync();
        Assert.IsType<ChannelAnswer.Unknown>(await Call(ask));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Is_unknown_when_the_caller_loses_patience(bool ask)
    {
        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        server.Script = http => Task.Delay(Timeout.Infinite, http.RequestAborted);
        Assert.IsType<ChannelAnswer.Unknown>(await Call(ask, impatient.Token));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Is_done_only_when_all_of_the_answer_agrees(bool ask)
    {
        server.Script = http => Say(http, Situation.Done);
        var done = Assert.IsType<ChannelAnswer.Done>(await Call(ask));
        Assert.Equal(ChargedAmounts.Same(Order.Amount), done.Charged);
    }

    [Fact]
    public async Task Sends_the_same_bytes_twice_and_is_told_the_same_refund()
    {
        List<byte[]> received = [];
        server.Script = async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            received.Add(body.ToArray());
            await Say(http, Situation.Accepted);
        };
        var request = channel.Compose(Order);
        var first = await channel.Send(Order, request, CancellationToken.None);
        var second = await channel.Send(Order, request, CancellationToken.None);

        Assert.IsType<ChannelAnswer.Accepted>(first);
        Assert.Equal(first, second);
        Assert.Equal([request.Body, request.Body], received);
        Assert.Equal(request.Body, channel.Compose(Order).Body);
    }

    private Task<ChannelAnswer> Call(bool ask, CancellationToken ct = default) =>
        ask ? channel.Ask(Order, ct) : channel.Send(Order, channel.Compose(Order), ct);

    private sealed class CombinedDataAttribute : Xunit.Sdk.DataAttribute
    {
        public override IEnumerable<object[]> GetData(System.Reflection.MethodInfo testMethod) =>
            from ask in new[] { false, true }
            from situation in Enum.GetValues<Situation>()
            where situation is not (Situation.Done or Situation.Accepted)
            select new object[] { ask, situation };
    }
}
