using Platform.Messaging;
using Platform.Testing;
using Platform.Tests.Sample;

namespace Platform.Tests.Messaging;

public sealed class The_inbox : SampleSpec
{
    [Fact]
    public void Knows_by_the_id_whether_it_reaches_back_so_far()
    {
        var now = new DateTimeOffset(2026, 3, 31, 12, 0, 0, TimeSpan.Zero);
        Assert.True(Inbox.Remembers(Guid.CreateVersion7(now), now));
        Assert.True(Inbox.Remembers(Guid.CreateVersion7(now.AddDays(-29)), now));
        Assert.False(Inbox.Remembers(Guid.CreateVersion7(now.AddDays(-30)), now));
        Assert.False(Inbox.Remembers(Guid.CreateVersion7(now.AddDays(3)), now));
        Assert.False(Inbox.Remembers(Guid.Parse("6f9619ff-8b86-4011-b42d-00cf4fc964ff"), now));     // not a version 7
    }

    [Fact]
    public async Task Sends_a_message_older_than_it_remembers_to_the_desk()
    {
        await Sample.Publish(new Add(NewId(), 1), Guid.CreateVersion7(TimeProvider.System.GetUtcNow().AddDays(-31)));
        await Eventually.True(async () => await Count("dead_letters") == 1, "on the desk");
        Assert.Equal(0, await Count("counters"));
    }

    [Fact]
    public async Task Drops_whole_days_past_retention_and_makes_those_to_come()
    {
        var later = TimeProvider.System.GetUtcNow().AddDays(5);
        var oldest = $"inbox_{TimeProvider.System.GetUtcNow().AddDays(-Inbox.RetentionDays):yyyyMMdd}";
        Assert.True(await Exists(oldest));
        await Inbox.MaintainRanges(Sample.Database.Source, later, default);
        Assert.False(await Exists(oldest));
        Assert.True(await Exists($"inbox_{later.AddDays(2):yyyyMMdd}"));

        Task<bool> Exists(string table) => Sample.Database.Scalar<bool>($"SELECT to_regclass('{table}') IS NOT NULL");
    }

    [Fact]
    public async Task Keeps_one_key_for_one_id_across_its_ranges()
    {
        var id = Guid.CreateVersion7();
        Assert.Equal(1, await Sample.Database.Execute($"INSERT INTO inbox VALUES ('{id}', 'q') ON CONFLICT DO NOTHING"));
        Assert.Equal(0, await Sample.Database.Execute($"INSERT INTO inbox VALUES ('{id}', 'q') ON CONFLICT DO NOTHING"));
    }
}
