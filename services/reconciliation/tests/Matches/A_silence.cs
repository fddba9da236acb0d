namespace Reconciliation.Tests.Matches;

public sealed class A_silence(MatchDatabase database) : IClassFixture<MatchDatabase>
{
    [Theory]     // ours · what the trade file of the first day lists → facts · breaks, after the last possible day
    [InlineData("A sent 100", "", "Silent A - 100 3", "")]
    [InlineData("A succeeded 100", "", "Silent A - 100 3", "ours_only A")]
    [InlineData("A dead 100", "", "", "")]                                 // has its certificate already
    [InlineData("A sent 100", "A r1 100 PROCESSING", "", "ours_only A")]   // listed and never moved: for a person
    [InlineData("A succeeded 100", "A r1 100 SUCCESS", "", "ours_only A")]
    public async Task Is_told_when_every_file_to_the_last_possible_day_is_there(
        string ours, string trade, string facts, string breaks)
    {
        var stage = new MatchStage(database.Database).Ours(ours).Files(0, trade).Files(1).Files(2).Files(3);
        await stage.Match(3);
        Assert.Equal((facts, breaks, ""), (await stage.Facts(), await stage.Breaks(), await stage.Pool()));
    }

    [Theory]     // no file of theirs is authoritative: only a late query success, or two people, tell what became of it
    [InlineData("bestpay", "refunds", "A sent 100", "")]
    [InlineData("bestpay", "refunds", "A succeeded 100", "ours_only A")]
    [InlineData("qq", "trade", "A sent 100", "")]
    public async Task Is_never_told_where_no_file_proves_anything(
        string channel, string kind, string ours, string breaks)
    {
        const int days = 400;
        var stage = new MatchStage(database.Database, channel).Ours(ours).EmptyFiles(kind, days);
        await stage.Match(days - 1);
        Assert.Equal(("", breaks), (await stage.Facts(), await stage.Breaks()));
    }

    [Fact]
    public async Task Is_not_told_a_day_early()
    {
        var stage = new MatchStage(database.Database).Ours("A sent 100").Files(0).Files(1).Files(2);
        await stage.Match(2);
        Assert.Equal(("", "Ours A 3"), (await stage.Facts(), await stage.Pool()));
    }

    [Fact]
    public async Task Is_not_told_while_a_day_in_the_middle_was_never_asked_for()
    {
        var stage = new MatchStage(database.Database).Ours("A sent 100").Files(0).Files(2).Files(3);
        await stage.Match(3);
        Assert.Equal("", await stage.Facts());
    }

    [Fact]
    public async Task Begins_again_when_the_number_was_sent_again()
    {
        var stage = new MatchStage(database.Database).Ours("A sent 100").Ours("A sent 100", day: 2, version: 2)
            .Files(0).Files(1).Files(2).Files(3);
        await stage.Match(3);
        Assert.Equal(("", "Ours A 5"), (await stage.Facts(), await stage.Pool()));
    }

    [Fact]
    public async Task Is_told_again_when_the_number_was_sent_again_after_it()
    {
        var stage = await SilentThenSentAgain();
        await stage.Match(7);
        Assert.Equal(("Silent A - 100 3", "Ours A 8"), (await stage.Facts(), await stage.Pool()));
        await stage.Files(8).Match(8);
        await stage.Match(8);
        Assert.Equal(("Silent A - 100 3; Silent A - 100 8", ""), (await stage.Facts(), await stage.Pool()));
    }

    [Fact]
    public async Task Is_not_told_again_of_days_of_which_the_release_before_told_it()
    {
        var stage = new MatchStage(database.Database).Ours("A sent 100").Files(0).Files(1).Files(2).Files(3);
        await stage.Match(3);
        await stage.NamedByTheReleaseBefore("A");
        await stage.Match(3);
        Assert.Equal("Silent A - 100 3", await stage.Facts());
    }

    [Fact]
    public async Task Is_told_again_though_the_release_before_had_done_with_the_number()
    {
        var stage = (await SilentThenSentAgain()).Files(8);
        await stage.NamedByTheReleaseBefore("A");
        await stage.DoneWithByTheReleaseBefore();
        await stage.Match(8);
        Assert.Equal("Silent A - 100 3; Silent A - 100 8", await stage.Facts());
    }

    [Fact]
    public async Task Does_not_hide_a_movement_that_comes_after_it()
    {
        var stage = new MatchStage(database.Database).Ours("A sent 100").Files(0).Files(1).Files(2).Files(3);
        await stage.Match(3);
        await stage.Files(4, "", "A r1 100").Match(4);
        Assert.Equal("Moved A r1 100 4; Silent A - 100 3", await stage.Facts());
    }

    /// <summary>Silent through day 3, and sent again on day 5; the files are there through day 7.</summary>
    private async Task<MatchStage> SilentThenSentAgain()
    {
        var stage = new MatchStage(database.Database).Ours("A sent 100").Files(0).Files(1).Files(2).Files(3);
        await stage.Match(3);
        return stage.Ours("A sent 100", day: 5, version: 2).Files(4).Files(5).Files(6).Files(7);
    }
}
