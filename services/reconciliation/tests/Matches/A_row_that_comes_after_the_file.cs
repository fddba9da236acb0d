namespace Reconciliation.Tests.Matches;

public sealed class A_row_that_comes_after_the_file(MatchDatabase database) : IClassFixture<MatchDatabase>
{
    [Fact]
    public async Task Closes_the_break_and_gets_its_fact()
    {
        var stage = new MatchStage(database.Database).Files(0, "", "A r1 100");
        await stage.Match();
        Assert.Equal("theirs_only A r1", await stage.Breaks());

        await stage.Ours("A sent 100").Look();
        Assert.Equal(("Moved A r1 100 0", "", ""), (await stage.Facts(), await stage.Breaks(), await stage.Pool()));
    }

    [Fact]
    public async Task Closes_the_break_of_a_dead_leg_when_it_is_known_to_live()
    {
        var stage = new MatchStage(database.Database).Ours("A dead 100").Files(0, "", "A r1 100");
        await stage.Match();
        Assert.Equal("moved_after_death A r1", await stage.Breaks());

        await stage.Ours("A succeeded 100", version: 2).Look();
        Assert.Equal("", await stage.Breaks());
    }

    [Fact]
    public async Task Waits_in_the_pool_again_when_it_succeeded_long_after_its_last_day()
    {
        var stage = new MatchStage(database.Database).Ours("A sent 100").Files(0).Files(1).Files(2).Files(3);
        await stage.Match(3);
        await stage.Ours("A succeeded 100", day: 8, version: 2).Look();
        Assert.Equal(("", "Ours A 11"), (await stage.Breaks(), await stage.Pool()));
    }

    [Fact]
    public async Task Names_its_channel_merchant_from_its_first_day()
    {
        var stage = new MatchStage(database.Database).Ours("A sent 100", day: 1).Ours("B sent 100");
        await stage.Look();
        Assert.Equal(1, await database.Database.Scalar<long>(
            "SELECT count(*) FROM channel_merchants WHERE first_day = '2026-03-02'"));
    }
}
