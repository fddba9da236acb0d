using Platform.Persistence;
using Platform.Testing;
using Platform.Tests.Sample;

namespace Platform.Tests.Messaging;

public sealed class A_batch : SampleSpec
{
    [Fact]
    public async Task Handles_a_hundred_messages_of_one_row_exactly_once()
    {
        var id = NewId();
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Sample.Publish(new Add(id, 1))));
        await Sample.Published<Added>(m => m.Value == 100);
        Assert.Equal(100, await ValueOf(id));
    }

    [Fact]
    public async Task Handles_a_message_that_is_delivered_twice_once()
    {
        var (id, message) = (NewId(), Guid.CreateVersion7());
        for (var i = 0; i < 5; i++) await Sample.Publish(new Add(id, 1), message);
        await Sample.Publish(new Add(id, 10));
        await Sample.Published<Added>(m => m.Value == 11);
        Assert.Equal(2, Sample.AllOf<Added>().Count);
        await Sample.Publish(new Add(id, -1));                    // poison, so that the desk is known to work
        await Eventually.True(async () => await Count("dead_letters") >= 1, "the desk has the poison");
        Assert.Equal(0, await Count("dead_letters WHERE source LIKE '%_skipped'"));
    }

    [Fact]
    public async Task Sends_poison_alone_to_the_desk_and_handles_its_neighbours()
    {
        var id = NewId();
        var messages = Enumerable.Range(0, 40).Select(i => new Add(id, i == 20 ? -1 : 1));
        await Task.WhenAll(messages.Select(m => Sample.Publish(m)));
        await Sample.Published<Added>(m => m.Value == 39);
        await Eventually.True(
            async () => await Count("dead_letters WHERE source = 'sample-counters_error'") == 1,
            "the poison lies on the desk");
        Assert.Equal(39, await ValueOf(id));
    }

    [Fact]
    public async Task Leaves_an_empty_outbox()
    {
        await Sample.Publish(new Add(NewId(), 1));
        await Sample.Published<Added>();
        await OutboxEmpties();
    }

    [Fact]
    public async Task Carries_a_saga_through_its_life_and_parks_what_came_too_early()
    {
        var id = NewId();
        await Sample.Publish(new DoStep(id));                    // overtakes its creator
        await Sample.Publish(new StartErrand(id));
        await Sample.Published<StepDone>(m => m.Steps == 1);
        await Sample.Publish(new EndErrand(id));
        await Eventually.True(
            async () => await Sample.Database.Scalar<string>($"SELECT current_state FROM errands WHERE correlation_id = '{id}'") == "Closed",
            "closed");
        await OutboxEmpties();                                    // also its timer: taken back
    }

    [Fact]
    public async Task Waits_for_a_row_that_somebody_holds_for_longer_than_all_its_retries()
    {
        var id = NewId();
        await Sample.Publish(new Add(id, 1));
        await Sample.Published<Added>(m => m.Value == 1);
        await using (var holder = Sample.Database.Open())
        {
            await using var held = await holder.Database.BeginTransactionAsync();
            await holder.Lock([LockKey.Of<Counter>(id)], default);
            await Sample.Publish(new Add(id, 1));
            await Tried(7);                                       // more often than a batch of several
            Assert.Equal(0, await Count("dead_letters"));
        }
        await Sample.Published<Added>(m => m.Value == 2);
    }

    [Fact]
    public async Task Waits_in_place_while_the_database_throws_it_out()
    {
        var id = NewId();
        for (var round = 0; round < 5; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Sample.Publish(new Add(id, 1))));
            await Sample.Database.Execute("""
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND application_name = 'sample'
                """);
        }
        await Sample.Published<Added>(m => m.Value == 100);
        Assert.Equal(100, await ValueOf(id));
        Assert.Equal(0, await Count("dead_letters"));
    }

    [Fact]
    public async Task Is_repeated_when_another_transaction_holds_its_rows_too_long()
    {
        var id = NewId();
        await Sample.Publish(new Add(id, 1));
        await Sample.Published<Added>(m => m.Value == 1);
        await using var hostile = await Sample.Database.Source.OpenConnectionAsync();
        await using (var transaction = await hostile.BeginTransactionAsync())
        {
            await using var command = hostile.CreateCommand();
            command.CommandText = $"SELECT 1 FROM counters WHERE id = '{id}' FOR UPDATE; SELECT pg_sleep(3)";
            var held = command.ExecuteNonQueryAsync();
            await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Sample.Publish(new Add(id, 1))));
            await held;                                           // longer than lock_timeout: the batch has met 55P03
        }
        await Sample.Published<Added>(m => m.Value == 31);
        Assert.Equal(0, await Count("dead_letters"));
    }

    [Fact]
    public async Task Lets_the_others_go_on_while_the_rows_of_one_are_somebody_s()
    {
        var (held, other) = (NewId(), NewId());
        await Sample.Publish(new Add(held, 1));
        await Sample.Published<Added>(m => m.Value == 1);
        await using var hostile = await Sample.Database.Source.OpenConnectionAsync();
        await using (var transaction = await hostile.BeginTransactionAsync())
        {
            await using var command = hostile.CreateCommand();
            command.CommandText = $"SELECT 1 FROM counters WHERE id = '{held}' FOR UPDATE";
            await command.ExecuteNonQueryAsync();
            await Sample.Publish(new Add(held, 1));
            await Tried(1);                                       // by itself
            await Sample.Publish(new Add(other, 5));
            await Sample.Published<Added>(m => m.Value == 5, seconds: 8);
        }
        await Sample.Published<Added>(m => m.Value == 2);
        Assert.Equal(0, await Count("dead_letters"));
    }

    /// <summary>Each try is a transaction of its own, which waits two seconds for the lock.</summary>
    private async Task Tried(int times)
    {
        var transactions = new HashSet<string>();
        await Eventually.True(
            async () =>
            {
                var waiting = await Sample.Database.Scalar<string>("""
                    SELECT coalesce(max(xact_start)::text, '') FROM pg_stat_activity
                    WHERE datname = current_database() AND application_name = 'sample' AND wait_event_type = 'Lock'
                    """);
                if (waiting.Length > 0) transactions.Add(waiting);
                return transactions.Count >= times;
            },
            $"tried {times} times", seconds: 60);
    }

    [Fact]
    public async Task Never_deadlocks_with_another_replica_whatever_rows_the_messages_name()
    {
        await using var replica = await ServiceHarness<SampleDb>.StartAsync("sample", (_, p) => p.AddSample(), [], setup: new() { Beside = Sample });
        var ids = Enumerable.Range(0, 6).Select(_ => NewId()).ToArray();
        foreach (var id in ids) await Sample.Publish(new Add(id, 1000));
        await Eventually.True(async () => await Count("counters") == 6, "six counters");
        var moves = Enumerable.Range(0, 400).Select(i => new Move(ids[(i * 5) % 6], ids[((i * 5) + 1 + (i % 5)) % 6], 1));
        await Task.WhenAll(moves.Select(m => Sample.Publish(m)));
        await Eventually.True(async () => await Count("inbox WHERE endpoint = 'sample-moves'") == 400, "all moved");
        Assert.Equal(0, await Sample.Database.Scalar<long>("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"));
        Assert.Equal(6000, await Sample.Database.Scalar<long>("SELECT sum(value)::bigint FROM counters"));
        Assert.Equal(0, await Count("dead_letters"));
    }

    [Theory]
    [InlineData("""{"counterId":"0195f3a0-0000-7000-8000-000000000001"}""")]                          // a member is missing
    [InlineData("""{"counterId":"0195f3a0-0000-7000-8000-000000000001","amount":null}""")]
    [InlineData("""{"counterId":"0195f3a0-0000-7000-8000-000000000001","amount":"12"}""")]
    [InlineData("""{"counterId":"0195f3a0-0000-7000-8000-000000000001","amount":1.5}""")]
    [InlineData("""{"counterId":"0195f3a0-0000-7000-8000-000000000001","amount":1e40}""")]
    [InlineData("""{"counterId":""")]                                                                  // cut off
    public async Task Sends_a_message_with_a_wrong_body_to_the_desk(string message)
    {
        var (good, id) = (NewId(), Guid.CreateVersion7());
        var envelope = $$"""{"messageId":"{{id}}","messageType":["urn:message:Platform.Tests.Sample:Add"],"message":{{message}}}""";
        await Sample.PublishRaw(typeof(Add), id, System.Text.Encoding.UTF8.GetBytes(envelope));
        await Sample.Publish(new Add(good, 7));
        await Sample.Published<Added>(m => m.Value == 7);
        await Eventually.True(async () => await Count("dead_letters") == 1, "it lies on the desk");
        Assert.Equal(1, await Count("counters"));
    }

    [Fact]
    public async Task Publishes_in_the_trace_of_the_message_that_caused_it()
    {
        using var source = new System.Diagnostics.ActivitySource("test");
        using var listener = new System.Diagnostics.ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref System.Diagnostics.ActivityCreationOptions<System.Diagnostics.ActivityContext> _) =>
                System.Diagnostics.ActivitySamplingResult.AllDataAndRecorded,
        };
        System.Diagnostics.ActivitySource.AddActivityListener(listener);
        var traces = new List<string>();
        for (var i = 0; i < 10; i++)
        {
            using var activity = source.StartActivity("request", System.Diagnostics.ActivityKind.Server, parentContext: default)!;
            traces.Add(activity.TraceId.ToHexString());
            await Sample.Publish(new Add(NewId(), i));
        }
        await Sample.Published<Added>(count: 10);
        Assert.Equal(traces.Order(), Sample.TracesOf<Added>().Order());
    }
}
