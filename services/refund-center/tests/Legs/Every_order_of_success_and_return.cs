using Channels;
using Contracts.Reconciliation;
using RefundCenter.Cases;
using RefundCenter.Legs;
using static RefundCenter.Tests.Legs.A_leg_that_may_be_dead;
using static RefundCenter.Tests.Legs.LegStory;

namespace RefundCenter.Tests.Legs;

/// <summary>
/// M10: the channel says failed, then success; its file agrees; the payer's bank sends the money back. Whatever the order
/// in which we hear of it, the leg says the same of where the money is, and so the books end alike.
/// </summary>
public sealed class Every_order_of_success_and_return
{
    private static readonly DateTimeOffset PaidAt = Start.AddHours(1);
    private static readonly DateTimeOffset BackAt = Start.AddDays(2);
    private static readonly BillFact InFile = Fact(BillFactKind.Moved, PaidAt);

    private static readonly (string Name, Action<LegStory> Tell)[] Facts =
    [
        ("notice fail", s => s.Notice(Provisional)),
        ("notice success", s => s.Notice(Done(at: PaidAt))),
        ("file", s => s.Billed(InFile)),
        ("bank return", s => s.Notice(Done(Destination.Merchant, at: BackAt))),
    ];

    [Fact]
    public void Ends_with_the_money_on_our_own_account()
    {
        var orders = Permutations([0, 1, 2, 3]).ToList();
        Assert.Equal(24, orders.Count);
        foreach (var order in orders)
        {
            var story = new LegStory().Then(Accepted);
            foreach (var fact in order) Facts[fact].Tell(story.Wait(TimeSpan.FromMinutes(1)));

            var (leg, told) = (story.Leg, string.Join(", ", order.Select(fact => Facts[fact].Name)));
            Assert.True((leg.ByChannelMinor, leg.ToOwnAccountMinor) == (0, Amount.Minor), told);
            Assert.True(leg.Standing is LegStanding.Returned or LegStanding.Dead, told);
            Assert.True(story.Certificate is { Kind: CertificateKind.ReturnedToMerchant }, told);
            Assert.True(leg.DueAt is null && leg.WaitingFor is null, told);
        }
    }

    [Fact]
    public void Ends_alike_when_it_was_paid_again_after_it_had_come_back()
    {
        (string Name, ChannelAnswer Said)[] facts =
        [
            ("paid", Done(at: PaidAt)), ("back", Done(Destination.Merchant, at: BackAt)),
            ("paid again", Done(at: BackAt.AddDays(1))),
        ];
        foreach (var order in Permutations([0, 1, 2]))
        {
            var story = new LegStory().Then(Accepted);
            foreach (var fact in order) story.Wait(TimeSpan.FromMinutes(1)).Notice(facts[fact].Said);

            var (leg, told) = (story.Leg, string.Join(", ", order.Select(fact => facts[fact].Name)));
            Assert.True(
                (leg.Standing, leg.ByChannelMinor, leg.ToOwnAccountMinor) == (LegStanding.Paid, Amount.Minor, Amount.Minor),
                $"{told}: {leg.Standing}, {leg.ByChannelMinor}, {leg.ToOwnAccountMinor}");
            Assert.True(story.Alarms.Count > 0, told);
        }
    }

    [Fact]
    public void Is_a_case_and_not_booked_when_a_success_without_a_time_is_told_after_it_came_back()
    {
        var story = new LegStory().Then(Accepted)
            .Notice(Done(at: PaidAt)).Notice(Done(Destination.Merchant, at: BackAt)).Notice(Done());
        Assert.Equal((LegStanding.Returned, 0L), (story.Leg.Standing, story.Leg.ByChannelMinor));
        Assert.Equal([CaseKind.ReturnedAfterSuccess, CaseKind.AliveAfterDeath], story.Alarms.Select(a => a.Kind));
    }

    [Fact]
    public void Is_returned_and_a_case_when_it_was_known_to_be_at_the_payer()
    {
        var story = new LegStory().Then(Accepted).Notice(Done(at: PaidAt)).Notice(Done(Destination.Merchant, at: BackAt));
        Assert.Equal(LegStanding.Returned, story.Leg.Standing);
        Assert.Equal(CaseKind.ReturnedAfterSuccess, Assert.Single(story.Alarms).Kind);
        Assert.True(story.LastOutcome.IsTold);
    }

    [Fact]
    public void Is_paid_when_the_success_is_the_later_one()
    {
        var story = new LegStory().Then(Accepted)
            .Notice(Done(Destination.Merchant, at: PaidAt)).Notice(Done(at: BackAt));
        Assert.Equal((LegStanding.Paid, Amount.Minor), (story.Leg.Standing, story.Leg.ByChannelMinor));
        var told = new LegStory().Then(Accepted)
            .Notice(Done(at: BackAt)).Notice(Done(Destination.Merchant, at: PaidAt));
        Assert.Equal(
            (LegStanding.Paid, story.Leg.ToOwnAccountMinor), (told.Leg.Standing, told.Leg.ToOwnAccountMinor));
        Assert.Equal(CaseKind.ContradictedSuccess, Assert.Single(told.Alarms).Kind);
    }

    [Fact]
    public void Tells_that_the_payers_bank_refused_it_and_his_balance_has_it()                            // S177
    {
        var story = new LegStory().Then(Done(at: PaidAt)).Notice(Done(Destination.PayerBalance, at: BackAt));
        Assert.Equal((LegStanding.Paid, "payer_balance"), (story.Leg.Standing, story.Leg.Destination));
        Assert.True(story.LastOutcome.IsTold);
        Assert.Empty(story.Alarms);
    }

    [Fact]
    public void Tells_that_a_part_of_it_is_in_the_payers_balance()                                         // S177
    {
        var part = new ChannelAnswer.Accepted("W1") { ToPayerBalance = new Contracts.Money(500, "CNY") };
        var story = new LegStory().Then(Done(at: PaidAt)).Notice(part);
        Assert.Equal((LegStanding.Paid, "payer_balance"), (story.Leg.Standing, story.Leg.Destination));
        Assert.True(story.LastOutcome.IsTold);
        Assert.Equal("payer", new LegStory().Then(Done(at: PaidAt)).Notice(Accepted).Leg.Destination);
    }

    private static IEnumerable<int[]> Permutations(int[] items) => items.Length <= 1
        ? [items]
        : items.SelectMany(first => Permutations([.. items.Where(x => x != first)]), (first, rest) => (int[])[first, .. rest]);
}
