using Channels;
using Contracts.Reconciliation;
using RefundCenter.Cases;
using RefundCenter.Legs;
using static RefundCenter.Tests.Legs.A_leg_that_may_be_dead;
using static RefundCenter.Tests.Legs.LegStory;

namespace RefundCenter.Tests.Legs;

/// <summary>
/// A refund that the channel effected twice, as W1 and W2: its answer and the two facts of its files come in any order
/// and more than once, and the books are the same.
/// </summary>
public sealed class Every_order_of_facts
{
    private static readonly BillFact Moved = Fact(BillFactKind.Moved, Start);
    private static readonly BillFact MovedTwice = Fact(BillFactKind.MovedTwice, Start, channelNo: "W2");

    public static TheoryData<string, string> Beginnings()
    {
        var all = new TheoryData<string, string>();
        foreach (var beginning in new[] { "sent", "lost", "dead" })
            foreach (var no in new[] { "W1", "W2" }) all.Add(beginning, no);
        all.Add("accepted", "W1");
        return all;
    }

    [Theory]
    [MemberData(nameof(Beginnings))]
    public void Ends_in_the_same_leg(string beginning, string answeredNo)
    {
        Action<LegStory>[] facts =
            [s => s.Notice(Done(no: answeredNo)), s => s.Billed(Moved), s => s.Billed(MovedTwice)];
        foreach (var order in Orders(facts.Length, length: 5)) Plays(Begin(beginning), facts, order);
    }

    [Theory]
    [MemberData(nameof(Beginnings))]
    public void Ends_in_the_same_leg_when_a_restored_reconciliation_takes_the_other_one_for_the_first(
        string beginning, string answeredNo)
    {
        BillFact[] anew =
            [Fact(BillFactKind.Moved, Start, channelNo: "W2"), Fact(BillFactKind.MovedTwice, Start, channelNo: "W1")];
        Action<LegStory>[] facts =
        [
            s => s.Notice(Done(no: answeredNo)), s => s.Billed(Moved), s => s.Billed(MovedTwice),
            s => s.Billed(anew[0]), s => s.Billed(anew[1]),
        ];
        foreach (var order in Orders(facts.Length, length: 5)) Plays(Begin(beginning), facts, order);
    }

    [Theory]
    [InlineData("sent")]
    [InlineData("lost")]
    [InlineData("dead")]
    public void Ends_in_the_same_leg_where_the_channel_numbers_payments_alone(string beginning)
    {
        BillFact[] billed =
        [
            Fact(BillFactKind.Moved, Start, channelNo: "T1@20260302"),
            Fact(BillFactKind.MovedTwice, Start, channelNo: "T1@20260303"),
        ];
        Action<LegStory>[] facts =
            [s => s.Notice(Done(no: "T1")), s => s.Billed(billed[0]), s => s.Billed(billed[1])];
        foreach (var order in Orders(facts.Length, length: 4)) Plays(Begin(beginning), facts, order);
    }

    private static void Plays(LegStory story, Action<LegStory>[] facts, int[] order)
    {
        foreach (var i in order) facts[i](story);
        var leg = story.Leg;
        Assert.True(
            (leg.Status, leg.ByChannelMinor, leg.BilledOn, leg.Destination, leg.DueAt, leg.WaitingFor)
                == (LegStatus.Succeeded, 2 * Amount.Minor, Moved.BillDate, "payer", null, null),
            $"{string.Join(", ", order)}: {leg.Status}, {leg.ByChannelMinor}, {leg.BilledOn}, {leg.DueAt}");
        Assert.Contains(story.Alarms, a => a.Kind is CaseKind.MovedTwice);
        Assert.Equal(leg.DiedAt is not null, story.Alarms.Any(a => a.Kind is CaseKind.AliveAfterDeath));
    }

    private static LegStory Begin(string beginning)
    {
        var story = new LegStory();
        switch (beginning)
        {
            case "sent":
                story.Claim();
                break;
            case "lost":
                story.Then(null, null);
                break;
            case "dead":
                story.Then(Refused(Refusal.Final));
                break;
            default:
                story.Then(Accepted);
                break;
        }
        return story;
    }

    /// <summary>All sequences of this length in which each of them stands.</summary>
    private static IEnumerable<int[]> Orders(int facts, int length) =>
        from n in Enumerable.Range(0, (int)Math.Pow(facts, length))
        let order = Enumerable.Range(0, length).Select(i => n / (int)Math.Pow(facts, i) % facts).ToArray()
        where order.Distinct().Count() == facts
        select order;
}
