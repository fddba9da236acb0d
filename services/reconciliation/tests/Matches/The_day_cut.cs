namespace Reconciliation.Tests.Matches;

public sealed class The_day_cut(MatchDatabase database) : IClassFixture<MatchDatabase>
{
    [Fact]
    public async Task Lets_a_success_of_the_last_minute_move_in_the_file_of_the_next_day()
    {
        var stage = new MatchStage(database.Database).Ours("A succeeded 100").Files(0, "A r1 100 PROCESSING", "");
        await stage.Match(0);
        Assert.Equal(("", "", "Ours A 3"), (await stage.Facts(), await stage.Breaks(), await stage.Pool()));

        await stage.Files(1, "", "A r1 100").Match(1);
        Assert.Equal(("Moved A r1 100 1", "", ""), (await stage.Facts(), await stage.Breaks(), await stage.Pool()));
    }

    [Fact]
    public async Task Makes_a_success_a_break_only_after_its_days()
    {
        var stage = new MatchStage(database.Database).Ours("A succeeded 100").Files(0);
        await stage.Match(0);
        Assert.Equal("", await stage.Breaks());

        await stage.Files(1).Match(1);
        Assert.Equal("ours_only A", await stage.Breaks());
    }

    [Fact]
    public async Task Closes_that_break_when_the_money_moved_later()
    {
        var stage = new MatchStage(database.Database).Ours("A succeeded 100").Files(0).Files(1)
            .Files(2, "", "A r1 100");
        await stage.Match(1);
        await stage.Match(2);
        Assert.Equal(("Moved A r1 100 2", ""), (await stage.Facts(), await stage.Breaks()));
    }

    [Theory]     // how the missing day is missing
    [InlineData("fund-flow")]
    [InlineData("trade")]
    public async Task Does_not_count_a_day_of_which_a_file_is_missing(string missing)
    {
        var stage = new MatchStage(database.Database).Ours("A succeeded 100").Missing(0, missing).Files(1).Files(2)
            .Files(3);
        stage.File(0, missing == "trade" ? "fund-flow" : "trade", "");
        await stage.Match(3);
        Assert.Equal(("", "", "Ours A 3"), (await stage.Facts(), await stage.Breaks(), await stage.Pool()));

        await stage.File(0, missing, "").Match(0);
        Assert.Equal(("Silent A - 100 3", "ours_only A", ""),
            (await stage.Facts(), await stage.Breaks(), await stage.Pool()));
    }
}
