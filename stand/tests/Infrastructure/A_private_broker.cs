using System.Net.Sockets;
using System.Text;
using RabbitMQ.Client;
using Stand.Infrastructure;

namespace Stand.Tests.Infrastructure;

public sealed class A_private_broker : RunSpec
{
    private Broker _broker = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        var login = BrokerLogin.New();
        _broker = new Broker(new PrivateBroker(Run, login), login);
        await _broker.StartAsync();
    }

    public override async Task DisposeAsync()
    {
        await _broker.StopAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Keeps_what_it_confirmed_when_it_is_killed()
    {
        await _broker.CreateVirtualHost("spec");
        await Publish("spec", messages: 20);
        await _broker.RememberQueues();

        await _broker.Kill9();
        await _broker.RestartAsync();

        var queue = Assert.Single(await _broker.ListQueues("spec"));
        Assert.Equal(new Broker.Queue("kept", 20, 0), queue);
    }

    [Fact]
    public async Task Purges_every_queue_of_one_virtual_host_only()
    {
        await _broker.CreateVirtualHost("one");
        await _broker.CreateVirtualHost("other");
        await Publish("one", messages: 3);
        await Publish("other", messages: 5);

        Assert.Equal(3, await _broker.PurgeAllQueues("one"));

        Assert.Equal(0, (await _broker.ListQueues("one")).Single().Messages);
        Assert.Equal(5, (await _broker.ListQueues("other")).Single().Messages);
    }

    [Fact]
    public async Task Creates_a_virtual_host_that_is_there_without_touching_it()
    {
        await _broker.CreateVirtualHost("spec");
        await Publish("spec", messages: 1);

        await _broker.CreateVirtualHost("spec");

        Assert.Equal(1, (await _broker.ListQueues("spec")).Single().Messages);
    }

    [Fact]
    public async Task Lets_nobody_in_as_guest()
    {
        var guest = _broker.Login with { User = "guest", Password = "guest" };

        await Assert.ThrowsAnyAsync<Exception>(() => Connect(guest.AddressOf("/")));
        await using var known = await Connect(_broker.UriOf("/"));
        Assert.True(known.IsOpen);
    }

    [Fact]
    public async Task Answers_nobody_while_it_is_frozen()
    {
        using var client = new TcpClient();
        await _broker.Freeze();
        await client.ConnectAsync("127.0.0.1", _broker.Login.Port);           // the kernel still answers
        await client.GetStream().WriteAsync("AMQP\0\0\u0009\u0001"u8.ToArray());
        var answer = client.GetStream().ReadAsync(new byte[1]).AsTask();

        Assert.NotSame(answer, await Task.WhenAny(answer, Task.Delay(1000)));

        await _broker.Thaw();
        Assert.Equal(1, await answer.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task Runs_beside_another_one()
    {
        var second = BrokerLogin.New();
        var run = await RunDirectory.Create(RunDirectory.NewId("spec"));
        var other = new Broker(new PrivateBroker(run, second), second);
        try
        {
            await other.StartAsync();
            await other.CreateVirtualHost("spec");
            Assert.Contains("spec", await other.Control("-q", "list_vhosts"), StringComparison.Ordinal);
            Assert.DoesNotContain("spec", await _broker.Control("-q", "list_vhosts"), StringComparison.Ordinal);
        }
        finally
        {
            await other.StopAsync();
            await Ending.Clear(run.State);
        }
    }

    [Fact]
    public async Task Leaves_no_process_and_no_port_behind()
    {
        var processes = Run.State.Processes;
        Assert.Equal(["broker", "epmd"], processes.Keys.Order());

        await _broker.StopAsync();

        Assert.All(processes.Values, process => Assert.False(process.IsAlive));
        using var client = new TcpClient();
        await Assert.ThrowsAsync<SocketException>(() => client.ConnectAsync("127.0.0.1", _broker.Login.Port));
    }

    private static Task<IConnection> Connect(Uri uri) =>
        new ConnectionFactory { Uri = uri, AutomaticRecoveryEnabled = false }.CreateConnectionAsync();

    private async Task Publish(string virtualHost, int messages)
    {
        await using var connection = await Connect(_broker.UriOf(virtualHost));
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        await channel.QueueDeclareAsync("kept", durable: true, exclusive: false, autoDelete: false,
            new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        for (var i = 0; i < messages; i++)
            await channel.BasicPublishAsync("", "kept", mandatory: true, new BasicProperties { Persistent = true },
                Encoding.UTF8.GetBytes("message"));
    }
}
