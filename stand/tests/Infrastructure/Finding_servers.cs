using Stand.Infrastructure;

namespace Stand.Tests.Infrastructure;

public sealed class A_server_that_is_configured : RunSpec
{
    private const string Address = "amqp://somebody:se%2Fcret@broker.example:5673";

    [Fact]
    public async Task Is_used_but_never_hurt()
    {
        using var _ = new Variable("PLATFORM_BROKER", Address);
        var broker = await new ServerFinder(Run, mayUseConfigured: true).Broker(default);

        Assert.Equal(new BrokerLogin("broker.example", 5673, "somebody", "se/cret"), broker.Login);
        Assert.Equal("amqp://somebody:se%2Fcret@broker.example:5673/day", broker.UriOf("day").AbsoluteUri);
        Assert.Null(broker.GivenVirtualHost);
        await Assert.ThrowsAsync<StandException>(() => broker.Kill9());
    }

    [Fact]
    public async Task May_come_with_the_only_virtual_host_that_is_ours()
    {
        using var _ = new Variable("PLATFORM_BROKER", Address + "/ours");

        Assert.Equal("ours", (await new ServerFinder(Run, mayUseConfigured: true).Broker(default)).GivenVirtualHost);
    }

    [Fact]
    public async Task Is_never_used_by_tests()
    {
        using var _ = new Variable("PLATFORM_BROKER", Address);
        var broker = await new ServerFinder(Run, mayUseConfigured: false).Broker(default);

        Assert.NotEqual("broker.example", broker.Login.Host);
    }

    private sealed class Variable : IDisposable
    {
        private readonly string _name;

        public Variable(string name, string value) => Environment.SetEnvironmentVariable(_name = name, value);

        public void Dispose() => Environment.SetEnvironmentVariable(_name, null);
    }
}

public sealed class A_server_that_is_missing
{
    [Fact]
    public async Task Is_named_with_all_that_can_be_done()
    {
        var nothing = await Assert.ThrowsAsync<StandException>(
            () => Packages.Ensure("RabbitMQ", "no-such-package-anywhere", () => false, mayInstall: false, default));

        Assert.Contains("Missing: RabbitMQ", nothing.Message, StringComparison.Ordinal);
        Assert.Contains("apt-get install no-such-package-anywhere", nothing.Message, StringComparison.Ordinal);
        Assert.Contains("PLATFORM_BROKER", nothing.Message, StringComparison.Ordinal);
    }
}
