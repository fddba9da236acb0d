namespace Reconciliation.Tests.Matches;

public sealed class What_the_files_say(MatchDatabase database) : IClassFixture<MatchDatabase>
{
    [Theory]     // ours · trade file · fund-flow file → facts · breaks
    [InlineData("A sent 100", "A r1 100 PROCESSING", "", "", "")]                  // a snapshot decides nothing
    [InlineData("A sent 100", "A r1 100 SUCCESS", "", "", "")]
    [InlineData("A sent 100", "A r1 100 PROCESSING", "A r1 100", "Moved A r1 100 0", "")]     // found twice is one
    [InlineData("A sent 100", "", "A r1 100", "Moved A r1 100 0", "")]
    [InlineData("A succeeded 100", "A r1 100 SUCCESS", "A r1 100", "Moved A r1 100 0", "")]
    [InlineData("A succeeded 100", "", "A r1 90", "Moved A r1 90 0", "amount_differs A r1")]
    [InlineData("A succeeded 100", "A r1 90 SUCCESS", "A r1 100", "Moved A r1 100 0", "")]    // what moved money speaks
    [InlineData("A sent 100", "A r1 90 PROCESSING", "", "", "amount_differs A r1")]
    [InlineData("A sent 100", "", "A r1 100 - payment USD", "Moved A r1 100 0", "amount_differs A r1")]
    [InlineData("A sent 100", "A r1 100 SUCCESS other", "A r1 100", "Moved A r1 100 0", "payment_differs A r1")]
    [InlineData("A sent 100", "", "A r1 100; A r2 100", "Moved A r1 100 0; MovedTwice A r2 100 0", "effected_twice A")]
    [InlineData("A sent 100", "A r1 100 SUCCESS; A r2 100 SUCCESS", "", "", "effected_twice A")]
    [InlineData("A dead 100", "", "A r1 100", "Moved A r1 100 0", "moved_after_death A r1")]
    [InlineData("A dead 100", "A r1 100 PROCESSING", "", "", "")]
    [InlineData("", "", "X r9 100", "", "theirs_only X r9")]
    [InlineData("", "X r9 100 SUCCESS", "X r9 100", "", "theirs_only X r9")]
    [InlineData("A sent 100; B sent 200", "", "A r1 100; B r2 200", "Moved A r1 100 0; Moved B r2 200 0", "")]
    public async Task Becomes_these_facts_and_these_breaks(
        string ours, string trade, string fundFlow, string facts, string breaks)
    {
        var stage = new MatchStage(database.Database).Ours(ours).Files(0, trade, fundFlow);
        await stage.Match();
        Assert.Equal((facts, breaks), (await stage.Facts(), await stage.Breaks()));
    }

    [Fact]
    public async Task Is_counted_for_the_day_board()
    {
        var stage = new MatchStage(database.Database).Ours("A sent 100; B sent 200; C sent 300")
            .Files(0, "A r1 100 SUCCESS; B r2 200 PROCESSING; X r9 5 SUCCESS", "A r1 100");
        Assert.Equal(new(Lines: 4, Moved: 1, Waiting: 2, Breaks: 1), await stage.Match());
    }

    [Fact]
    public async Task Changes_nothing_when_it_is_matched_again()
    {
        var stage = new MatchStage(database.Database)
            .Ours("A succeeded 100; B sent 200; C dead 300; D sent 400").Ours("E succeeded 500", day: -1)
            .Files(0, "D r4 400 PROCESSING", "A r1 90; B r2 200; B r3 200; C r5 300; X r9 5");
        await stage.Match();
        var first = await stage.Everything();
        await stage.Later(TimeSpan.FromHours(1)).Match();
        await stage.Look();
        Assert.Equal(first, await stage.Everything());
    }

    [Fact]
    public async Task Is_the_same_for_the_same_refund_in_the_files_of_two_days()
    {
        var stage = new MatchStage(database.Database).Ours("A sent 100").Files(0, "A r1 100 PROCESSING", "A r1 100")
            .Files(1, "", "A r1 100");
        await stage.Match(0);
        await stage.Match(1);
        Assert.Equal(("Moved A r1 100 0", ""), (await stage.Facts(), await stage.Breaks()));
    }

    [Fact]
    public async Task Keeps_the_first_movement_the_first_when_an_earlier_file_comes_late()
    {
        var stage = new MatchStage(database.Database).Ours("A sent 100").Files(1, "", "A r1 100");
        await stage.Match(1);
        await stage.Files(0, "", "A r2 100").Match(0);
        Assert.Equal(("Moved A r1 100 1; MovedTwice A r2 100 0", "effected_twice A"),
            (await stage.Facts(), await stage.Breaks()));
    }

    [Fact]
    public async Task Stays_within_its_channel_merchant()
    {
        var other = new MatchStage(database.Database).Ours("A sent 100");
        var stage = new MatchStage(database.Database).Files(0, "", "A r1 100");
        await stage.Match();
        await other.Files(0).Match();
        Assert.Equal(("", "theirs_only A r1"), (await stage.Facts(), await stage.Breaks()));
        Assert.Equal(("", ""), (await other.Facts(), await other.Breaks()));
    }
}
