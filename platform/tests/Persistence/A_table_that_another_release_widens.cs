using Microsoft.Extensions.DependencyInjection;
using Platform.Persistence;
using Platform.Tests.Messaging;
using Platform.Tests.Sample;

namespace Platform.Tests.Persistence;

/// <summary>A new release migrates while the former one still works, with queries that it has prepared.</summary>
public sealed class A_table_that_another_release_widens : SampleSpec
{
    [Fact]
    public async Task Is_read_on_by_the_same_work()
    {
        var id = Guid.CreateVersion7();
        await Sample.Database.Execute($"INSERT INTO counters (id, value, note) VALUES ('{id}', 7, NULL)");
        for (var i = 0; i < 5; i++) Assert.Equal(7, await Value(id));

        await Sample.Database.Execute("ALTER TABLE counters ADD COLUMN of_the_next_release int");

        Assert.Equal(7, await Value(id));
    }

    private Task<long> Value(Guid id) => Sample.Services.GetRequiredService<Transactions<SampleDb>>().Run(async unit =>
    {
        await unit.Lock(default, LockKey.Of<Counter>(id));
        return unit.Db.FindLocked<Counter>(id)!.Value;
    }, default);
}
