using Platform.Testing;
using Platform.Tests.Sample;
using Platform.Time;

namespace Platform.Tests.Messaging;

public sealed class A_batch : IAsyncLifetime
{
    private ServiceHarness<SampleDb> harness = null!;

    public async Task InitializeAsync() => harness = await ServiceHarness<SampleDb>.StartAsync(
        "sample", (_, p) => p.AddSample(), [typeof(Added), typeof(StepDone)]);

    public async Task DisposeAsync() => await harness.DisposeAsync();

    [Fact]
    public async Task Handles_a_hundred_messages_of_one_row_exactly_once()
    {
        var id = Ids.New(TimeProvider.System);
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => harness.Publish(new Add(id, 1))));
        await harness.Published<Added>(m => m.Value == 100);
        Assert.Equal(100, await harness.Database.Scalar<long>($"SELECT value FROM counters WHERE id = '{id}'"));
    }

    [Fact]
    public async Task Handles_a_message_that_is_delivered_twice_once()
    {
        var (id, message) = (Ids.New(TimeProvider.System), Guid.CreateVersion7());
        for (var i = 0; i < 5; i++) await harness.Publish(new Add(id, 1), message);
        await harness.Publish(new Add(id, 10));
        await harness.Published<Added>(m => m.Value == 11);
        Assert.Equal(2, harness.AllOf<Added>().Count);
    }

    [Fact]
    public async Task Sends_poison_alone_to_the_desk_and_handles_its_neighbours()
    {
        var id = Ids.New(TimeProvider.System);
        var messages = Enumerable.Range(0, 40).Select(i => new Add(id, i == 20 ? -1 : 1));
        await Task.WhenAll(messages.Select(m => harness.Publish(m)));
        await harness.Published<Added>(m => m.Value == 39);
        await Eventually.True(
            async () => await harness.Database.Scalar<long>("SELECT count(*) FROM dead_letters WHERE source = 'sample-counters_error'") == 1,
            "the poison lies on the desk");
        Assert.Equal(39, await harness.Database.Scalar<long>($"SELECT value FROM counters WHERE id = '{id}'"));
    }

    [Fact]
    public async Task Leaves_an_empty_outbox()
    {
        await harness.Publish(new Add(Ids.New(TimeProvider.System), 1));
        await harness.Published<Added>();
        await Eventually.True(async () => await harness.Database.Scalar<long>("SELECT count(*) FROM outbox") == 0, "the outbox is empty");
    }

    [Fact]
    public async Task Carries_a_saga_through_its_life_and_parks_what_came_too_early()
    {
        var id = Ids.New(TimeProvider.System);
        await harness.Publish(new DoStep(id));                    // overtakes its creator
        await harness.Publish(new StartErrand(id));
        await harness.Published<StepDone>(m => m.Steps == 1);
        await harness.Publish(new EndErrand(id));
        await Eventually.True(
            async () => await harness.Database.Scalar<string>($"SELECT current_state FROM errands WHERE correlation_id = '{id}'") == "Closed",
            "closed");
        await Eventually.True(async () => await harness.Database.Scalar<long>("SELECT count(*) FROM outbox") == 0, "its timer is taken back");
    }
}
