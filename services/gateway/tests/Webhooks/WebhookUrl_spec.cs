using System.Net;
using System.Net.Sockets;
using Gateway.Webhooks;

namespace Gateway.Tests.Webhooks;

public sealed class A_webhook_address
{
    [Theory]
    [InlineData("https://shop.example/hooks")]
    [InlineData("https://shop.example:8443/hooks?a=b")]
    [InlineData("https://203.0.114.7/")]
    [InlineData("https://[2606:4700::1111]/")]
    public void May_be_public(string url) => Assert.Null(WebhookUrl.WhyNot(url, allowPrivate: false));

    [Theory]
    [InlineData("http://shop.example/")]
    [InlineData("ftp://shop.example/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://shop.example:22/")]
    [InlineData("https://user:secret@shop.example/")]
    [InlineData("https://shop.example/#part")]
    [InlineData("/hooks")]
    [InlineData("https://localhost/")]
    [InlineData("https://rabbitmq/")]
    [InlineData("https://localhost./")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://127.1/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f000001/")]
    [InlineData("https://0177.0.0.1/")]
    [InlineData("https://0x7f.0.0.1/")]
    [InlineData("https://134744072/")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://10.1.2.3/")]
    [InlineData("https://172.31.255.255/")]
    [InlineData("https://192.168.0.1/")]
    [InlineData("https://100.64.0.1/")]
    [InlineData("https://0.0.0.0/")]
    [InlineData("https://224.0.0.1/")]
    [InlineData("https://255.255.255.255/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::]/")]
    [InlineData("https://[::ffff:127.0.0.1]/")]
    [InlineData("https://[::ffff:8.8.8.8]/")]
    [InlineData("https://[fe80::1]/")]
    [InlineData("https://[fd00::1]/")]
    [InlineData("https://[64:ff9b::7f00:1]/")]
    [InlineData("https://[2002:7f00:1::]/")]
    [InlineData("https://[2001:db8::1]/")]
    public void May_not_lead_to_ourselves_or_our_neighbours(string url) =>
        Assert.NotNull(WebhookUrl.WhyNot(url, allowPrivate: false));

    [Fact]
    public void May_be_local_in_development() =>
        Assert.Null(WebhookUrl.WhyNot("http://127.0.0.1:5000/x", allowPrivate: true));
}

public sealed class A_connection_to_a_webhook_address : IDisposable
{
    private readonly TcpListener receiver = new(IPAddress.Loopback, 0);

    public A_connection_to_a_webhook_address() => receiver.Start();

    public void Dispose() => receiver.Dispose();

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("93.184.216.34", "10.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    public async Task Is_refused_when_any_address_of_the_name_is_not_public(params string[] addresses)
    {
        using var http = Client(new WebhookOptions(), addresses);

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(Target()));

        Assert.True(
            refused.InnerException is AddressRefusedException || refused.GetBaseException() is AddressRefusedException);
        Assert.False(receiver.Pending());
    }

    [Fact]
    public async Task Goes_to_the_address_that_was_checked_and_not_to_the_name_again()
    {
        var answered = Answer();
        using var http = Client(new WebhookOptions { AllowPrivateTargets = true }, "127.0.0.1");

        using var response = await http.GetAsync(Target());                    // a name that no server knows

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Contains("Host: shop.invalid", await answered);
    }

    [Fact]
    public async Task Fails_when_the_name_cannot_be_resolved()
    {
        using var http = Client(new WebhookOptions { AllowPrivateTargets = true });

        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(Target()));
    }

    private static HttpClient Client(WebhookOptions options, params string[] addresses)
    {
        var connections = new GuardedConnections(
            options, (_, _) => Task.FromResult(Array.ConvertAll(addresses, IPAddress.Parse)));
        return new HttpClient(new SocketsHttpHandler { ConnectCallback = connections.Open, UseProxy = false });
    }

    private Uri Target() => new($"http://shop.invalid:{((IPEndPoint)receiver.LocalEndpoint).Port}/");

    private async Task<string> Answer()
    {
        using var client = await receiver.AcceptTcpClientAsync();
        var buffer = new byte[4096];
        var read = await client.GetStream().ReadAsync(buffer);
        await client.GetStream().WriteAsync("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"u8.ToArray());
        return System.Text.Encoding.ASCII.GetString(buffer, 0, read);
    }
}
