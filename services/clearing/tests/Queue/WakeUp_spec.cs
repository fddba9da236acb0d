using Clearing.Queue;
using Contracts;

namespace Clearing.Tests.Queue;

public sealed class Refunds_that_wait_for_money
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
    private readonly List<WaitingRefund> queue = [];

    [Fact]
    public void Are_woken_oldest_first_as_far_as_the_money_goes()
    {
        var (first, second) = (Waits(30_00), Waits(40_00));
        Waits(50_00);

        Assert.Equal([first, second], Chosen(100_00));
    }

    [Fact]
    public void Are_taken_in_the_order_of_age_whatever_the_order_of_rows()
    {
        var (first, second) = (Waits(30_00), Waits(30_00));
        queue.Reverse();

        Assert.Equal([first], Chosen(59_00));
        Assert.Equal(1, queue.IndexOf(first));
        Assert.DoesNotContain(second, Chosen(59_00));
    }

    [Fact]
    public void Let_a_smaller_younger_one_pass_and_remember_it()
    {
        var large = Waits(80_00);
        var small = Waits(20_00);

        Assert.Equal([small], Chosen(50_00));
        Assert.Equal((1, 0), (large.Passes, small.Passes));
    }

    [Fact]
    public void Are_passed_no_more_often_than_allowed()
    {
        var large = Waits(80_00);
        var small = Enumerable.Range(0, 5).Select(_ => Waits(10_00)).ToList();

        Assert.Equal(small.Take(3), Chosen(50_00, passesAllowed: 3));
        Assert.Equal(3, large.Passes);
        Assert.Empty(Chosen(50_00, passesAllowed: 3));
    }

    [Fact]
    public void Come_strictly_in_turn_when_no_pass_is_allowed()
    {
        Waits(80_00);
        Waits(10_00);

        Assert.Empty(Chosen(50_00, passesAllowed: 0));
    }

    [Fact]
    public void End_the_wait_of_a_passed_one_with_the_first_money_that_is_enough()
    {
        var large = Waits(80_00);
        for (var i = 0; i < 5; i++) Waits(10_00);
        Chosen(50_00, passesAllowed: 3);

        Assert.Contains(large, Chosen(80_00, passesAllowed: 3));
    }

    [Fact]
    public void Keep_a_newcomer_from_trying_once_one_was_passed_often_enough()
    {
        var large = Waits(80_00);

        Assert.True(WakeUp.MayPass(queue, "CNY", passesAllowed: 2));
        Assert.True(WakeUp.MayPass(queue, "CNY", passesAllowed: 2));
        Assert.False(WakeUp.MayPass(queue, "CNY", passesAllowed: 2));
        Assert.Equal(2, large.Passes);
    }

    [Fact]
    public void Do_not_stand_in_the_way_of_another_currency()
    {
        Waits(80_00);

        Assert.True(WakeUp.MayPass(queue, "USD", passesAllowed: 0));
        Assert.Empty(WakeUp.Choose(queue, new Money(500_00, "USD"), passesAllowed: 0));
    }

    [Fact]
    public void Never_starve_under_a_stream_of_small_ones()
    {
        var large = Waits(80_00);
        var rounds = 0;
        for (var woken = false; !woken && rounds < 100; rounds++)
        {
            Waits(5_00);
            var enoughForLarge = rounds % 9 == 8;
            var chosen = Chosen(enoughForLarge ? 90_00 : 20_00, passesAllowed: 4);
            woken = chosen.Contains(large);
            queue.RemoveAll(chosen.Contains);
        }

        Assert.Equal(9, rounds);
        Assert.Equal(4, large.Passes);
    }

    private WaitingRefund Waits(long need)
    {
        var refund = WaitingRefund.Joining(
            Guid.CreateVersion7(), Guid.Empty, new Money(need, "CNY"), Start.AddSeconds(queue.Count));
        queue.Add(refund);
        return refund;
    }

    private IReadOnlyList<WaitingRefund> Chosen(long available, int passesAllowed = 16) =>
        WakeUp.Choose(queue, new Money(available, "CNY"), passesAllowed);
}
