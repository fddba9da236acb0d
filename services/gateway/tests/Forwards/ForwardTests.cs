using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Platform.Http;

namespace Gateway.Tests.Forwards;

[Collection(nameof(OverHttp))]
public sealed class A_request_that_is_passed_on(GatewayFixture gateway)
{
    [Fact]
    public async Task Asks_accounting_for_the_merchants_own_balances()
    {
        var merchant = await gateway.OpenMerchant();
        var request = merchant.Request(HttpMethod.Get, "/v1/balances");
        request.Headers.TryAddWithoutValidation("X-Platform-Owner", Guid.CreateVersion7().ToString());
        request.Headers.TryAddWithoutValidation("X-Platform-Caller", "accounting");
        var answer = await merchant.Send(request);
        Assert.Equal((HttpStatusCode.OK, """{"from":"upstream"}"""), (answer.Status, answer.Body));
        var heard = Assert.Single(gateway.Upstream.All, h => h.Path == $"/internal/balances/{merchant.Id}");
        Assert.Equal((merchant.Id.ToString(), "gateway"), (
            heard.Headers["X-Platform-Owner"], heard.Headers["X-Platform-Caller"]));
        Assert.Equal("1", heard.Headers["X-Platform-Hops"]);
        Assert.DoesNotContain("Authorization", heard.Headers.Keys);
        Assert.NotNull(answer.Header("RateLimit"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?at=%41+b&at=%e9%97%a8|'~")]
    public async Task Is_signed_as_it_is_sent(string query)
    {
        var merchant = await gateway.OpenMerchant();
        await merchant.Get("/v1/balances" + query);
        Assert.True(Assert.Single(gateway.Upstream.All, h => h.Path == $"/internal/balances/{merchant.Id}").IsSigned);
    }

    [Fact]
    public async Task Is_answered_from_the_catalogue_whatever_goes_wrong_behind_us()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var alone = await GatewayFixture.With(GatewayFixture.Settings(upstream), upstream);
        var merchant = await alone.OpenMerchant();
        await Is(500, 500, "internal_error");
        await Is(501, 503, "service_unavailable");
        await Is(503, 503, "service_unavailable");
        await Is(401, 500, "internal_error");                     // it does not know us: not the merchant's fault

        async Task Is(int there, int status, string code)
        {
            upstream.Status = there;
            var answer = await merchant.Get("/v1/balances");
            Assert.Equal((status, code), ((int)answer.Status, answer.Text("code")));
            Assert.Equal("application/problem+json", answer.Header("Content-Type"));
            Assert.DoesNotContain("upstream", answer.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Needs_a_signature_like_any_other()
    {
        using var response = await gateway.Http.GetAsync(new Uri("/v1/balances", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Brings_a_channels_notice_to_the_refund_center_as_it_is()
    {
        using var content = TestMerchant.Json("""{"id":"EV-2018022511223320873"}""");
        content.Headers.TryAddWithoutValidation("Wechatpay-Signature", "from the channel");
        using var response = await gateway.Http.PostAsync(new Uri("/notify/wechat/refunds", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var heard = Assert.Single(gateway.Upstream.All, h => h.Path == "/notify/wechat/refunds");
        Assert.Equal(("""{"id":"EV-2018022511223320873"}""", "from the channel"), (
            heard.Body, heard.Headers["Wechatpay-Signature"]));
    }

    [Fact]
    public async Task Is_refused_when_a_notice_is_too_large()
    {
        using var content = TestMerchant.Json(new string('x', 300 * 1024));
        using var response = await gateway.Http.PostAsync(new Uri("/notify/wechat/large", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    /// <summary>
    /// A route that points at the gateway itself killed the process in an early trial: it must end in an answer.
    /// </summary>
    [Fact]
    public async Task Ends_when_the_route_points_at_the_gateway_itself()
    {
        var port = FreePort();
        var settings = GatewayFixture.Settings(gateway.Upstream);
        settings["Services:RefundCenter"] = $"http://127.0.0.1:{port}/";
        settings["Kestrel:Endpoints:Self:Url"] = $"http://127.0.0.1:{port}";
        await using var looped = await GatewayFixture.StartAsync(settings);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        using var content = TestMerchant.Json("{}");
        using var response = await http.PostAsync(new Uri("/notify/wechat/loop", UriKind.Relative), content);
        Assert.Equal(508, (int)response.StatusCode);
        Assert.Contains("too_many_hops", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>The headers that are taken away from clients are how the platform's own people show who they are.</summary>
[Collection(nameof(OverHttp))]
public sealed class What_is_internal_to_a_gateway(GatewayFixture gateway)
{
    private const string Desk = "/internal/dead-letters";

    [Theory]
    [InlineData(true, HttpStatusCode.OK)]
    [InlineData(false, HttpStatusCode.Unauthorized)]
    public async Task Is_for_who_can_sign_as_one_of_us(bool signed, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Desk);
        var auth = gateway.Harness.Services.GetRequiredService<InternalAuth>();
        if (signed)
            foreach (var (name, value) in auth.Headers("anna", null, "GET", Desk))
                request.Headers.TryAddWithoutValidation(name, value);
        using var response = await gateway.Http.SendAsync(request);
        Assert.Equal(status, response.StatusCode);
    }
}
