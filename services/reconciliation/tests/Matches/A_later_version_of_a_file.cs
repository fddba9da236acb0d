namespace Reconciliation.Tests.Matches;

public sealed class A_later_version_of_a_file(MatchDatabase database) : IClassFixture<MatchDatabase>
{
    [Fact]
    public async Task Closes_the_breaks_that_it_resolves()
    {
        var stage = new MatchStage(database.Database).Ours("A succeeded 100; B sent 200")
            .Files(0, "", "A r1 90; B r2 200; X r9 5");
        await stage.Match();
        Assert.Equal("amount_differs A r1; theirs_only X r9", await stage.Breaks());

        await stage.File(0, "fund-flow", "A r1 100; B r2 200").Match();
        Assert.Equal("", await stage.Breaks());
    }

    [Fact]
    public async Task Opens_a_break_again_that_comes_back()
    {
        var stage = new MatchStage(database.Database).Ours("A succeeded 100").Files(0, "", "A r1 90");
        await stage.Match();
        await stage.File(0, "fund-flow", "A r1 100").Match();
        await stage.File(0, "fund-flow", "A r1 95").Match();
        Assert.Equal("amount_differs A r1", await stage.Breaks());
    }

    [Fact]
    public async Task Is_a_break_when_it_lacks_a_line_that_the_owner_was_told_of()
    {
        var stage = new MatchStage(database.Database).Ours("A sent 100").Files(0, "", "A r1 100");
        await stage.Match();
        await stage.File(0, "fund-flow", "").Match();
        Assert.Equal(("Moved A r1 100 0", "line_withdrawn A r1"), (await stage.Facts(), await stage.Breaks()));
    }

    [Fact]
    public async Task Tells_a_movement_under_another_number_as_the_second_one()
    {
        var stage = new MatchStage(database.Database).Ours("A sent 100").Files(0, "", "A r1 100");
        await stage.Match();
        await stage.File(0, "fund-flow", "A r2 100").Match();
        Assert.Equal("Moved A r1 100 0; MovedTwice A r2 100 0", await stage.Facts());
    }
}
