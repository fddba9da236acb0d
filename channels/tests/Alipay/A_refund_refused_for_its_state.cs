using Channels.Alipay;
using Channels.Tests.Conformance;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Alipay;

public sealed class A_refund_refused_for_its_state : IAsyncLifetime
{
    private const string State = "ACQ.TRADE_STATUS_ERROR";
    private ScriptedServer server = null!;
    private IRefundChannel channel = null!;

    public async Task InitializeAsync()
    {
        server = await ScriptedServer.Start();
        channel = AlipayKit.Services(AlipayKit.Settings(server.Address)).GetRequiredService<IRefundChannel>();
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task Is_refused_for_good_when_the_channel_never_saw_its_number() => Assert.Equal(
        new ChannelAnswer.Refused(Refusal.Final, State, "m"),
        await SendThenAnswerTheQuery(new() { ["code"] = "10000", ["msg"] = "Success" }));

    [Fact]
    public async Task Is_what_the_query_says_when_its_number_lives() =>
        Assert.IsType<ChannelAnswer.Done>(await SendThenAnswerTheQuery(AlipayKit.Found()));

    [Theory]
    [InlineData("20000", "isp.unknow-error"), InlineData("40005", "isv.app-call-limited")]
    [InlineData("40002", "isv.invalid-signature")]
    public async Task Is_unknown_when_the_query_tells_nothing(string code, string subCode) =>
        Assert.IsType<ChannelAnswer.Unknown>(await SendThenAnswerTheQuery(AlipayKit.Error(code, subCode)));

    private Task<ChannelAnswer> SendThenAnswerTheQuery(Dictionary<string, object?> told)
    {
        server.Script = http => AlipayKit.Answer(
            http, http.Request.Query["method"] == AlipayCodes.Refund ? AlipayKit.Error("40004", State) : told);
        return channel.Send(AlipayKit.Order, channel.Compose(AlipayKit.Order), default);
    }
}
