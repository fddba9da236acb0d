using Contracts;
using Contracts.Reconciliation;
using Reconciliation.Bills;
using Reconciliation.Legs;

namespace Reconciliation.Tests.Legs;

public sealed class A_row_of_ours
{
    private static readonly BillCalendar Calendar = Rulebooks.Calendar(lastPossibleDays: 5);
    // 23:59 in Beijing
    private static readonly DateTimeOffset LateEvening = new(2026, 3, 2, 15, 59, 0, TimeSpan.Zero);

    [Fact]
    public void Belongs_to_the_day_of_the_channel()
    {
        Assert.Equal(new DateOnly(2026, 3, 2), Taken(Changed(1, "sent")).FirstDay);
        Assert.Equal(new DateOnly(2026, 3, 3), Taken(Changed(1, "sent", LateEvening.AddMinutes(1))).FirstDay);
    }

    [Fact]
    public void Waits_to_the_last_possible_day_while_nobody_knows()
    {
        var leg = Taken(Changed(1, "sent"));
        Assert.Equal((new DateOnly(2026, 3, 7), new DateOnly(2026, 3, 7)), (leg.UntilDay, leg.LastDay));
    }

    [Fact]
    public void Waits_over_one_day_cut_once_it_succeeded()
    {
        var leg = Taken(Changed(1, "sent"), Changed(2, "succeeded"));
        Assert.Equal((new DateOnly(2026, 3, 3), new DateOnly(2026, 3, 7)), (leg.UntilDay, leg.LastDay));
    }

    [Fact]
    public void Waits_over_one_day_cut_from_the_day_on_which_a_late_success_was_heard()
    {
        var leg = Leg.Of(Changed(1, "sent"));
        leg.Take(Changed(1, "sent"), Calendar, LateEvening);
        leg.Take(Changed(2, "succeeded"), Calendar, LateEvening.AddDays(9));
        Assert.Equal((new DateOnly(2026, 3, 12), new DateOnly(2026, 3, 12)), (leg.UntilDay, leg.LastDay));
    }

    [Fact]
    public void Keeps_its_first_day_and_extends_its_last_when_it_is_sent_again()
    {
        var leg = Taken(Changed(1, "sent"), Changed(2, "sent", LateEvening.AddDays(2)));
        Assert.Equal((new DateOnly(2026, 3, 2), new DateOnly(2026, 3, 9)), (leg.FirstDay, leg.LastDay));
    }

    [Fact]
    public void Is_not_changed_by_an_older_version()
    {
        var leg = Taken(Changed(3, "succeeded"), Changed(2, "dead"));
        Assert.Equal((3, LegState.Succeeded), (leg.Version, leg.State));
    }

    [Fact]
    public void Refuses_a_word_that_is_no_state() =>
        Assert.Throws<ArgumentException>(() => Taken(Changed(1, "maybe")));

    private static Leg Taken(params LegChanged[] versions)
    {
        var leg = Leg.Of(versions[0]);
        foreach (var version in versions) leg.Take(version, Calendar, LateEvening);
        return leg;
    }

    private static LegChanged Changed(int version, string state, DateTimeOffset? sentAt = null) => new(
        new Guid("0199f000-0000-7000-8000-000000000001"), 1, version, "wechat", "1900099901", "A00000000000000000NO",
        null, "4200000000202603020000000001", new Money(880, "CNY"), state, sentAt ?? LateEvening);
}
