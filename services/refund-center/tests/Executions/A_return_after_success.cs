using Contracts.Executions;
using Contracts.Payouts;
using RefundCenter.Legs;

namespace RefundCenter.Tests.Executions;

/// <summary>The money of a leg came back, and another leg stands behind it already (M1, M10).</summary>
public sealed class A_return_after_success : ExecutionSpec
{
    private static readonly Movements Back = Nothing with { ToOwnAccount = Amount };

    [Fact]
    public async Task Is_followed_by_nothing_until_people_say_so_when_the_payout_behind_it_was_stopped_unsent()
    {
        await When(Ordered(), Dead(), Paid(version: 2), Dead(ordinal: 2, neverSent: true), Returned(version: 3));
        StateIs("Returned");
        Assert.Equal(
            (ExecutionOutcome.Returned, Amount),
            (Sent<RefundExecuted>()[^1].Outcome, Sent<RefundExecuted>()[^1].Moved.ToOwnAccount));
        Assert.Single(Sent<MakePayout>());

        await When(Returned(version: 4) with { Route = [Methods.Payout] });
        StateIs("Executing");
        Assert.Equal([2, 3], Sent<MakePayout>().Select(x => x.LegOrdinal));
    }

    [Fact]
    public async Task Is_followed_by_nothing_when_it_came_back_before_the_payout_was_stopped()
    {
        await When(Ordered(), Dead(), Paid(version: 2), Returned(version: 3));
        StateIs("Executing");
        await When(Dead(ordinal: 2, neverSent: true));
        StateIs("Returned");
        Assert.Single(Sent<MakePayout>());
    }

    [Fact]
    public async Task Is_followed_by_nothing_when_another_leg_has_paid_whatever_people_say()
    {
        await When(Ordered(), Dead(), Paid(ordinal: 2), Paid(version: 2), Returned(version: 3));
        await When(Returned(version: 4) with { Route = [Methods.Payout] });
        StateIs("Succeeded");
        Assert.Single(Sent<MakePayout>());
        Assert.Equal(Amount, Sent<RefundExecuted>()[^1].Moved.AtPayer);
    }

    [Fact]
    public async Task Of_an_earlier_attempt_ends_the_present_one_and_the_merchant_may_ask_again()
    {
        await When(Ordered(), Dead(), Dead(ordinal: 2), Ordered(attempt: 2));
        await When(Paid(version: 2), Dead(ordinal: 3, neverSent: true), Returned(version: 3));
        StateIs("Returned");
        Assert.Equal([2, 3], Sent<MakePayout>().Select(x => x.LegOrdinal));

        await When(Ordered(attempt: 3));
        StateIs("Executing");
        Assert.Equal([2, 3, 4], Sent<MakePayout>().Select(x => x.LegOrdinal));
    }

    private LegMoved Returned(int version) => Leg(1, version, LegStanding.Returned, Back) with
    {
        HasDied = true, IsClaimed = true,
    };
}
