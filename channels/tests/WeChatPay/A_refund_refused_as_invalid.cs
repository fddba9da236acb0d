using Channels.Tests.Conformance;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.WeChatPay;

public sealed class A_refund_refused_as_invalid : IAsyncLifetime
{
    private const string Invalid = """{"code":"INVALID_REQUEST","message":"订单已全额退款"}""";
    private ScriptedServer server = null!;
    private IRefundChannel channel = null!;

    public async Task InitializeAsync()
    {
        server = await ScriptedServer.Start();
        channel = WeChatPayKit.Services(WeChatPayKit.Settings(server.Address)).GetRequiredService<IRefundChannel>();
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task Is_refused_for_good_when_the_channel_never_saw_its_number()
    {
        var answer = await SendThenAnswerTheQuery(404, """{"code":"RESOURCE_NOT_EXISTS","message":""}""");
        Assert.Equal(new ChannelAnswer.Refused(Refusal.Final, "INVALID_REQUEST", "订单已全额退款"), answer);
    }

    [Fact]
    public async Task Is_what_the_query_says_when_its_number_lives() =>
        Assert.IsType<ChannelAnswer.Done>(await SendThenAnswerTheQuery(200, WeChatPayKit.Refund()));

    [Theory]
    [InlineData(500, "SYSTEM_ERROR"), InlineData(429, "FREQUENCY_LIMITED"), InlineData(401, "SIGN_ERROR")]
    public async Task Is_unknown_when_the_query_tells_nothing(int status, string code) =>
        Assert.IsType<ChannelAnswer.Unknown>(await SendThenAnswerTheQuery(status, $$"""{"code":"{{code}}"}"""));

    private Task<ChannelAnswer> SendThenAnswerTheQuery(int status, string body)
    {
        server.Script = http => http.Request.Method == "POST"
            ? WeChatPayKit.Answer(http, 400, Invalid)
            : WeChatPayKit.Answer(http, status, body);
        return channel.Send(WeChatPayKit.Order, channel.Compose(WeChatPayKit.Order), default);
    }
}
