using Microsoft.Extensions.DependencyInjection;
using Platform.Persistence;
using Platform.Testing;
using Platform.Tests.Messaging;
using Platform.Tests.Sample;

namespace Platform.Tests.Persistence;

/// <summary>Two replicas hear of the same new thing, find no row of it, and each adds one under its id.</summary>
public sealed class A_row_that_is_made_meanwhile : SampleSpec
{
    [Fact]
    public async Task Is_found_by_the_same_work()
    {
        var id = Guid.CreateVersion7();
        var later = Task.CompletedTask;
        await AddTo(id, 1, () =>
        {
            later = AddTo(id, 2, () => Task.CompletedTask);
            return Eventually.True(
                () => Sample.Database.Scalar<bool>(
                    "SELECT count(*) > 0 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"),
                "the second waits for the first one's key");
        });
        await later;

        Assert.Equal(3, await ValueOf(id));
    }

    private Task AddTo(Guid id, long amount, Func<Task> beforeCommit) =>
        Sample.Services.GetRequiredService<Transactions<SampleDb>>().Run(
            async unit =>
            {
                await unit.Lock(default, LockKey.Of<Counter>(id));
                var counter = unit.Db.FindLocked<Counter>(id);
                if (counter is null) unit.Db.Add(counter = new Counter { Id = id });
                counter.Value += amount;
                await unit.Save(default);
                await beforeCommit();
            },
            default);
}
