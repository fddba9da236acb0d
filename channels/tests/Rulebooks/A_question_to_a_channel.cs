using Channels.Calendars;

namespace Channels.Tests.Rulebooks;

/// <summary>By which number, and when, a refund is asked for.</summary>
public sealed class A_question_to_a_channel
{
    private static readonly Rulebook Qq = RulebookReader.ReadOf("qq");
    private static readonly Rulebook WeChat = RulebookReader.ReadOf("wechat");
    private static readonly TimeZoneInfo China = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    [Fact]
    public void Changes_its_key_at_QQ_after_a_month()                                                     // S22, M2
    {
        Assert.Equal("out_refund_no", Qq.KeyFor(TimeSpan.FromDays(1), parts: 1)!.Name);
        Assert.Equal("out_refund_no", Qq.KeyFor(TimeSpan.FromDays(25), parts: 1)!.Name);
        Assert.Equal("transaction_id", Qq.KeyFor(TimeSpan.FromDays(31), parts: 1)!.Name);
        Assert.False(Qq.Trusts("out_refund_no", TimeSpan.FromDays(31), parts: 1));
    }

    [Fact]
    public void Is_still_planned_at_QQ_when_the_key_has_changed()
    {
        var sent = At("2026-03-02T10:00:00");
        var next = Qq.ProbesFor("card").Next(sent, sent.AddDays(31), China, WorkingCalendar.China.IsWorkingDay);
        Assert.NotNull(next);
        Assert.Equal("transaction_id", Qq.KeyFor(next.Value - sent, parts: 1)!.Name);
    }

    [Fact]
    public void Names_the_21st_part_at_WeChat_by_out_refund_no() =>                                       // S8, M2
        Assert.Equal("out_refund_no", WeChat.KeyFor(TimeSpan.FromDays(300), parts: 21)!.Name);

    [Fact]
    public void Names_a_key_that_takes_so_many_parts()                                                    // S8, API v2
    {
        var v2 = WeChat with { QueryKeys = [new("out_refund_no", null, 20), new("refund_id", null, null)] };
        Assert.Equal("out_refund_no", v2.KeyFor(TimeSpan.Zero, parts: 20)!.Name);
        Assert.Equal("refund_id", v2.KeyFor(TimeSpan.Zero, parts: 21)!.Name);
        Assert.Null((v2 with { QueryKeys = [] }).KeyFor(TimeSpan.Zero, parts: 1));
    }

    [Fact]
    public void About_a_card_comes_after_three_working_days_over_a_holiday()                              // S7, M2
    {
        // Thursday before Qingming 2026, whose Monday is free: Friday, Tuesday, Wednesday.
        var sent = At("2026-04-02T14:30:00");
        var plan = WeChat.ProbesFor("card") with { Every = TimeSpan.FromDays(30) };
        Assert.Equal(
            At("2026-04-08T14:30:00"),
            plan.Next(sent, sent.AddHours(1), China, WorkingCalendar.China.IsWorkingDay));
        Assert.Equal(
            At("2026-04-08T14:30:00"),
            WeChat.ExpectedBy("interface", "card")!.Until.After(sent, China, WorkingCalendar.China.IsWorkingDay));
    }

    private static DateTimeOffset At(string beijing) =>
        new(DateTime.Parse(beijing, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(8));
}
