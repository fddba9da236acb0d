using System.Globalization;
using Channels.UnionPay;

namespace Channels.Tests.UnionPay;

public sealed class A_time_of_UnionPay
{
    [Theory]
    [InlineData("1115061502", "2023-11-15T06:13:20", "2023-11-15T06:15:02")]
    [InlineData("0101000005", "2023-12-31T23:59:58", "2024-01-01T00:00:05")]        // over the year's end
    [InlineData("1231235959", "2024-01-01T00:00:00", "2023-12-31T23:59:59")]
    [InlineData("0229120000", "2024-03-01T00:00:00", "2024-02-29T12:00:00")]
    [InlineData("1315061502", "2023-11-15T06:13:20", null)]
    [InlineData("", "2023-11-15T06:13:20", null)]
    [InlineData(null, "2023-11-15T06:13:20", null)]
    public void Without_a_year_is_the_nearest_one(string? text, string other, string? expected) =>
        Assert.Equal(expected is null ? null : At(expected), ChannelTime.Near(text, At(other)));

    [Fact]
    public void Is_told_in_Beijing() => Assert.Equal("20231115061320", ChannelTime.TxnTime(UnionPayKit.Order.NumberedAt));

    private static DateTimeOffset At(string time) =>
        DateTimeOffset.Parse($"{time}+08:00", CultureInfo.InvariantCulture);
}
