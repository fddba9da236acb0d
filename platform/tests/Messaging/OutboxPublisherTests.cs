using Microsoft.Extensions.Logging.Abstractions;
using Platform.Messaging;
using Platform.Testing;
using Platform.Tests.Sample;

namespace Platform.Tests.Messaging;

public sealed class A_publisher_whose_broker_says_nothing_any_more
{
    [Fact]
    public async Task Keeps_what_is_not_confirmed_until_it_is_connected_anew_and_then_gives_it_back()
    {
        var broker = await TestServers.CreateVirtualHostAsync();
        await using (var line = new BrokerLine(broker))
        await using (var publisher = NewPublisher(line.Address)) await Recovers(publisher, line.FallSilent);
        await TestServers.DropVirtualHostAsync(broker);
    }

    private static async Task Recovers(OutboxPublisher publisher, Action fallSilent)
    {
        await publisher.EnsureConnected(default);
        await IsDelivered(publisher, NewRow());                   // the line is good
        fallSilent();
        var stuck = NewRow();
        publisher.Post([stuck]);

        await publisher.EnsureConnected(default);
        Assert.Equal([stuck.Id], publisher.Unresolved);           // it may only be slow: nobody sends it again yet
        Assert.Empty(publisher.TakeFailed());

        // Well before missing heartbeats end the connection.
        await Eventually.True(
            async () =>
            {
                await publisher.EnsureConnected(default);
                return publisher.TakeFailed().Contains(stuck.Id);
            },
            "it is given back", seconds: 16);
        Assert.Empty(publisher.Unresolved);
        await IsDelivered(publisher, stuck);
    }

    private static async Task IsDelivered(OutboxPublisher publisher, OutboxRow row)
    {
        publisher.Post([row]);
        await Eventually.True(() => publisher.TakeDelivered().Contains(row.Id), "it is delivered");
    }

    private static OutboxPublisher NewPublisher(Uri broker)
    {
        var types = new MessageTypes();
        types.AllowUnheard(typeof(Cry));
        return new OutboxPublisher(new BrokerAddress(broker, "sample"), types, TimeProvider.System, NullLogger<OutboxPublisher>.Instance);
    }

    private static OutboxRow NewRow()
    {
        var outgoing = new OutgoingMessages();
        outgoing.Publish(new Cry("help"));
        return outgoing.Rows[0];
    }
}
