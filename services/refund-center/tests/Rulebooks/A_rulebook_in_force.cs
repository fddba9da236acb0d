using Channels;
using Contracts.Executions;
using Platform.Testing;
using RefundCenter.Legs;
using RefundCenter.Rulebooks;
using RefundCenter.Tests.Executions;
using RefundCenter.Tests.Legs;

namespace RefundCenter.Tests.Rulebooks;

public sealed class A_rulebook_in_force
{
    /// <summary>Before Qingming, whose Monday is free.</summary>
    private static readonly DateTimeOffset Friday = new(2026, 4, 3, 2, 0, 0, TimeSpan.Zero);

    private static readonly FakeClock Clock = new(Friday);

    private static readonly RulebookShelf OverHoliday = new(
        [ExecutionSpec.Shelf.Find("wechat")!],
        new RefundCenterOptions(), (_, _) => true, Clock);

    [Fact]
    public void Expects_wallets_in_minutes_and_cards_in_working_days()                                // S7
    {
        Assert.Equal(Friday.AddMinutes(20), OverHoliday.ExpectedUntil(Paid("wallet"), Methods.Interface, Friday));
        Assert.Equal(Friday.AddDays(6), OverHoliday.ExpectedUntil(Paid("card"), Methods.Interface, Friday));
        Assert.Equal(Friday.AddMinutes(30), OverHoliday.ExpectedUntil(Paid("card"), Methods.Payout, Friday));
    }

    [Fact]
    public void Asks_about_a_card_after_three_working_days_over_a_holiday()                            // S7, M2
    {
        var rules = OverHoliday.RulesOf(OverHoliday.Find("wechat")!, "card");
        var probes = new List<DateTimeOffset>();
        for (var now = Friday; rules.NextProbe(Friday, now) is { } next
            && next <= Friday.AddDays(7); now = next) probes.Add(next);
        Assert.Contains(Friday.AddDays(6), probes);
        Assert.Equal(Friday.AddMinutes(1), probes[0]);
    }

    [Fact]
    public void Is_over_some_day_and_then_people_decide() =>
        Assert.Null(OverHoliday.RulesOf(OverHoliday.Find("wechat")!, "wallet").NextProbe(Friday, Friday.AddDays(4)));

    [Fact]
    public void Is_ordered_by_our_own_policy()                                                         // S148
    {
        var policy = new RefundCenterOptions { Methods = { ["wechat"] = [Methods.Payout] } };
        var payoutOnly = new RulebookShelf([ExecutionSpec.Shelf.Find("wechat")!], policy, (_, _) => true, Clock);
        Assert.Equal([Methods.Payout], payoutOnly.MethodsOf("wechat", "1"));
        Assert.Equal([Methods.Interface, Methods.Payout], OverHoliday.MethodsOf("wechat", "1"));
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
            new RefundCenterOptions(), (_, _) => true, Clock);
        Assert.Equal([Methods.Interface, Methods.Payout], generous.MethodsFor(order with { Settlement = "d0" }, Friday));
    }

    [Fact]
    public void Leaves_payout_to_a_channel_without_an_adapter()
    {
        var qq = new RulebookShelf([RulebookReader.ReadOf("qq")], new RefundCenterOptions(),
            (_, method) => method == Methods.Payout, Clock);
        Assert.Equal([Methods.Payout], qq.MethodsOf("qq", "1"));
    }

    [Fact]
    public void Counts_the_days_that_we_add_as_holidays()
    {
        var longer = new RulebookShelf(
            [ExecutionSpec.Shelf.Find("wechat")!],
            new RefundCenterOptions { Holidays = [new DateOnly(2026, 4, 7)] }, (_, _) => true, Clock);
        Assert.Equal(Friday.AddDays(7), longer.ExpectedUntil(Paid("card"), Methods.Interface, Friday));
    }

    [Fact]
    public void Gives_the_retry_mode_and_no_route_to_a_channel_without_a_rulebook()
    {
        Assert.Equal(RetryMode.SameRequest, OverHoliday.RulesOf(OverHoliday.Find("wechat")!, "wallet").Retry);
        Assert.Empty(OverHoliday.MethodsOf("nobody", "1"));
    }

    [Fact]
    public void Follows_the_clock_and_stays_with_the_legs_that_it_opened()                             // M3
    {
        var (clock, wechat) = (new FakeClock(Friday), ExecutionSpec.Shelf.Find("wechat")!);
        var shelf = new RulebookShelf([wechat], new RefundCenterOptions(), (_, _) => true, clock);
        var old = Opened(shelf);

        shelf.Put([wechat with { Version = 3, EffectiveFrom = Friday.AddDays(1), RetryMode = RetryMode.QueryOnly }]);
        Assert.Equal((2, 3), (shelf.Find("wechat")!.Version, shelf.LastVersion("wechat")));
        clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(3, shelf.Find("wechat")!.Version);
        Assert.Equal((2, RetryMode.SameRequest), (old.RulebookVersion, shelf.RulesOf(old).Retry));
        Assert.Equal((3, RetryMode.QueryOnly), (Opened(shelf).RulebookVersion, shelf.RulesOf(Opened(shelf)).Retry));
    }

    [Fact]
    public void Gives_a_merchant_number_its_own_methods()
    {
        var wechat = ExecutionSpec.Shelf.Find("wechat")!;
        var own = new Dictionary<string, Rulebook> { ["7"] = wechat with { Methods = [Methods.Payout] } };
        var shelf = new RulebookShelf(
            [wechat with { Overrides = own }], new RefundCenterOptions(), (_, _) => true, Clock);
        Assert.Equal([Methods.Payout], shelf.MethodsOf("wechat", "7"));
        Assert.Equal([Methods.Interface, Methods.Payout], shelf.MethodsOf("wechat", "8"));
    }

    private static Contracts.Payments.PaymentFacts Paid(string instrument) =>
        LegStory.Payment with { Instrument = instrument };

    private static Leg Opened(RulebookShelf shelf) => Leg.Open(
        new LegOrder(Guid.CreateVersion7(), 1, 1, Methods.Interface, LegStory.Payment, LegStory.Amount, null, false)
        {
            RulebookVersion = shelf.Find("wechat")!.Version,
        }, Friday);
}
