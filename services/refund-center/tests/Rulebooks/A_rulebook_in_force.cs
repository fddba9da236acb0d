using Channels;
using Contracts.Executions;
using RefundCenter.Legs;
using RefundCenter.Rulebooks;
using RefundCenter.Tests.Executions;
using RefundCenter.Tests.Legs;

namespace RefundCenter.Tests.Rulebooks;

public sealed class A_rulebook_in_force
{
    /// <summary>Before Qingming, whose Monday is free.</summary>
    private static readonly DateTimeOffset Friday = new(2026, 4, 3, 2, 0, 0, TimeSpan.Zero);

    private static readonly RulebookShelf OverHoliday = new(
        [ExecutionSpec.Shelf.Find("wechat")!],
        new RefundCenterOptions(), (_, _) => true);

    [Fact]
    public void Expects_wallets_in_minutes_and_cards_in_working_days()                                // S7
    {
        Assert.Equal(Friday.AddMinutes(20), OverHoliday.ExpectedUntil("wechat", Methods.Interface, "wallet", Friday));
        Assert.Equal(Friday.AddDays(6), OverHoliday.ExpectedUntil("wechat", Methods.Interface, "card", Friday));
        Assert.Equal(Friday.AddMinutes(30), OverHoliday.ExpectedUntil("wechat", Methods.Payout, "card", Friday));
    }

    [Fact]
    public void Asks_about_a_card_after_three_working_days_over_a_holiday()                            // S7, M2
    {
        var rules = OverHoliday.RulesOf("wechat", "card");
        var probes = new List<DateTimeOffset>();
        for (var now = Friday; rules.NextProbe(Friday, now) is { } next
            && next <= Friday.AddDays(7); now = next) probes.Add(next);
        Assert.Contains(Friday.AddDays(6), probes);
        Assert.Equal(Friday.AddMinutes(1), probes[0]);
    }

    [Fact]
    public void Is_over_some_day_and_then_people_decide() =>
        Assert.Null(OverHoliday.RulesOf("wechat", "wallet").NextProbe(Friday, Friday.AddDays(4)));

    [Fact]
    public void Is_ordered_by_our_own_policy()                                                         // S148
    {
        var policy = new RefundCenterOptions { Methods = { ["wechat"] = [Methods.Payout] } };
        var payoutOnly = new RulebookShelf([ExecutionSpec.Shelf.Find("wechat")!], policy, (_, _) => true);
        Assert.Equal([Methods.Payout], payoutOnly.MethodsOf("wechat"));
        Assert.Equal([Methods.Interface, Methods.Payout], OverHoliday.MethodsOf("wechat"));
    }

    [Fact]
    public void Leaves_payout_to_what_was_settled_at_once_or_is_too_old()                             // S50, S51, S167
    {
        var payment = LegStory.Payment with { CapturedAt = Friday.AddDays(-365) };
        var order = new ExecuteRefund(Guid.CreateVersion7(Friday), 1, payment, LegStory.Amount, null);
        Assert.Equal([Methods.Interface, Methods.Payout], OverHoliday.MethodsFor(order, Friday));
        Assert.Equal([Methods.Interface, Methods.Payout], OverHoliday.MethodsFor(order with { Settlement = "t1" }, Friday));
        Assert.Equal([Methods.Payout], OverHoliday.MethodsFor(order with { Settlement = "t0" }, Friday));
        Assert.Equal([Methods.Payout], OverHoliday.MethodsFor(order, Friday.AddSeconds(1)));

        var generous = new RulebookShelf(
            [ExecutionSpec.Shelf.Find("wechat")! with { RefundsSettled = true }],
            new RefundCenterOptions(), (_, _) => true);
        Assert.Equal([Methods.Interface, Methods.Payout], generous.MethodsFor(order with { Settlement = "d0" }, Friday));
    }

    [Fact]
    public void Leaves_payout_to_a_channel_without_an_adapter()
    {
        var qq = new RulebookShelf([RulebookReader.ReadOf("qq")], new RefundCenterOptions(),
            (_, method) => method == Methods.Payout);
        Assert.Equal([Methods.Payout], qq.MethodsOf("qq"));
    }

    [Fact]
    public void Counts_the_days_that_we_add_as_holidays()
    {
        var longer = new RulebookShelf(
            [ExecutionSpec.Shelf.Find("wechat")!],
            new RefundCenterOptions { Holidays = [new DateOnly(2026, 4, 7)] }, (_, _) => true);
        Assert.Equal(Friday.AddDays(7), longer.ExpectedUntil("wechat", Methods.Interface, "card", Friday));
    }

    [Fact]
    public void Gives_the_retry_mode_and_no_route_to_a_channel_without_a_rulebook()
    {
        Assert.Equal(RetryMode.SameRequest, OverHoliday.RulesOf("wechat", "wallet").Retry);
        Assert.Empty(OverHoliday.MethodsOf("nobody"));
    }
}
