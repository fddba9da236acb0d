using Channels;
using RefundCenter.Rulebooks;
using RefundCenter.Tests.Executions;

namespace RefundCenter.Tests.Rulebooks;

public sealed class A_channels_day
{
    private static readonly Rulebook WeChat = ExecutionSpec.Shelf.Find("wechat")!;
    private static readonly TimeZoneInfo Beijing = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    [Theory]                                                                                           // S31
    [InlineData("2026-03-02T09:00", "2026-03-02T23:59", "2026-03-03T00:00")]
    [InlineData("2026-03-01T23:59", "2026-03-02T00:00", null)]
    [InlineData("2026-03-02T00:00", "2026-03-02T00:00", "2026-03-03T00:00")]
    [InlineData("2026-03-03T00:01", "2026-03-02T23:59", "2026-03-04T00:00")]                           // its clock is ahead
    public void Is_waited_for_where_payments_of_the_same_day_are_not_refunded(string paid, string now, string? until) =>
        Assert.Equal(At(until), Days(WeChat with { SameDayRefunds = false }).WaitFor(At(paid), At(now)!.Value));

    [Fact]
    public void Begins_at_the_cut_off()
    {
        var days = Days(WeChat with { SameDayRefunds = false, CutOff = new TimeOnly(23, 0) });
        Assert.Equal(At("2026-03-02T23:00"), days.WaitFor(At("2026-03-02T01:00"), At("2026-03-02T22:59")!.Value));
        Assert.Null(days.WaitFor(At("2026-03-02T22:59"), At("2026-03-02T23:00")!.Value));
    }

    [Fact]
    public void Matters_only_where_the_rulebook_says_so_and_the_payment_has_a_time()
    {
        var now = At("2026-03-02T09:00")!.Value;
        Assert.Null(Days(WeChat).WaitFor(now, now));
        Assert.Null(Days(WeChat with { SameDayRefunds = false }).WaitFor(null, now));
    }

    [Theory]                                                                                           // S143
    [InlineData("00:00:00", "2026-03-02T09:07", "2026-03-02T09:07")]
    [InlineData("00:15:00", "2026-03-02T09:07", "2026-03-02T09:15")]
    [InlineData("00:15:00", "2026-03-02T09:15", "2026-03-02T09:15")]
    [InlineData("07:00:00", "2026-03-02T20:59", "2026-03-02T21:00")]
    [InlineData("07:00:00", "2026-03-02T21:01", "2026-03-03T00:00")]
    public void Is_cut_into_batches_from_its_beginning_on(string every, string now, string due)
    {
        var days = Days(WeChat with { BatchEvery = TimeSpan.Parse(every, System.Globalization.CultureInfo.InvariantCulture) });
        Assert.Equal(At(due), days.BatchFrom(At(now)!.Value));
    }

    private static ChannelDays Days(Rulebook book) => new(book, Beijing);

    private static DateTimeOffset? At(string? local) => local is null ? null
        : DateTimeOffset.Parse($"{local}:00+08:00", System.Globalization.CultureInfo.InvariantCulture).ToUniversalTime();
}
