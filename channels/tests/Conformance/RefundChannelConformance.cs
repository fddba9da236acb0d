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

    /// <summary>False where a channel only ever takes a request over, and the query tells how it ended.</summary>
    protected virtual bool SendMayFinish => true;

    /// <summary>False where a channel says nothing between refused and done.</summary>
    protected virtual bool SaysAccepted => true;

    /// <summary>What the protocol has no word for, for example a currency.</summary>
    protected virtual bool CanSay(bool ask, Situation situation) => true;

    /// <summary>What of a received body was composed: all of it, but where the protocol signs inside the body.</summary>
    protected virtual byte[] WithoutSignature(byte[] received) => received;

    public async Task InitializeAsync()
    {
        server = await ScriptedServer.Start();
        channel = Connect(server.Address, TimeSpan.FromSeconds(1));
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Theory, CombinedData]
    public async Task Is_unknown_when_the_answer_does_not_count(bool ask, Situation situation)
    {
        if (!CanSay(ask, situation)) return;
        server.Script = http => situation is Situation.Redirect ? SendElsewhere(http) : Say(http, situation);
        Assert.IsType<ChannelAnswer.Unknown>(await Call(ask));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Is_unknown_when_a_failing_server_says_that_it_is_done(bool ask)
    {
        server.Script = http =>
        {
            http.Response.OnStarting(() =>
            {
                http.Response.StatusCode = StatusCodes.Status500InternalServerError;
                return Task.CompletedTask;
            });
            return Say(http, Situation.Done);
        };
        Assert.IsType<ChannelAnswer.Unknown>(await Call(ask));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Waits_for_a_slow_answer_within_its_time_limit(bool ask)
    {
        server.Script = async http =>
        {
            await Task.Delay(300);
            await Say(http, Situation.Done);
        };
        Assert.IsNotType<ChannelAnswer.Unknown>(await Call(ask));
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
        if (!ask && !SendMayFinish)
        {
            Assert.IsType<ChannelAnswer.Accepted>(await Call(ask));
            return;
        }
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
            received.Add(WithoutSignature(body.ToArray()));
            await Say(http, SaysAccepted ? Situation.Accepted : Situation.Done);
        };
        var request = channel.Compose(Order);
        var first = await channel.Send(Order, request, CancellationToken.None);
        var second = await channel.Send(Order, request, CancellationToken.None);

        Assert.IsType(SaysAccepted ? typeof(ChannelAnswer.Accepted) : typeof(ChannelAnswer.Done), first);
        Assert.Equal(first, second);
        Assert.Equal([request.Body, request.Body], received);
        Assert.Equal(request.Body, channel.Compose(Order).Body);
    }

    [Fact]
    public async Task Says_what_is_missing_and_calls_nobody_for_a_merchant_number_without_settings()
    {
        var calls = 0;
        server.Script = http =>
        {
            calls++;
            return Say(http, Situation.Done);
        };
        var order = Order with { ChannelMerchant = "1234567890" };
        var missing = Assert.IsType<ChannelAnswer.Refused>(channel.Missing(order));
        Assert.Equal(Refusal.Configuration, missing.Kind);
        Assert.EndsWith("_NOT_CONFIGURED", missing.Code, StringComparison.Ordinal);
        Assert.Equal<ChannelAnswer>(missing, await channel.Send(order, channel.Compose(Order), CancellationToken.None));
        Assert.IsType<ChannelAnswer.Unknown>(await channel.Ask(order, CancellationToken.None));
        Assert.Equal(0, calls);
        Assert.Null(channel.Missing(Order));
    }

    /// <summary>A signed request goes nowhere else: the other place would answer, and its answer must not count.</summary>
    private Task SendElsewhere(HttpContext http)
    {
        if (http.Request.Path == "/elsewhere") return Say(http, Situation.Done);
        http.Response.Redirect("/elsewhere", permanent: false, preserveMethod: true);
        return Task.CompletedTask;
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
