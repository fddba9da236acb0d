namespace Channels.Tests;

public sealed class An_amount_in_yuan
{
    [Theory]
    [InlineData("8.80", 880_000), InlineData("0.00", 0), InlineData("10", 1_000_000), InlineData("-0.05280", -5_280)]
    [InlineData("0.00001", 1), InlineData("999999999999.99", 99_999_999_999_999_000)]
    public void Is_read_exactly(string text, long thousandths)
    {
        Assert.True(YuanText.TryParse(text, out var value));
        Assert.Equal(thousandths, value);
    }

    [Theory]
    [InlineData(""), InlineData("-"), InlineData("."), InlineData("1."), InlineData(".5"), InlineData("1,000.00")]
    [InlineData("1e3"), InlineData("+1.00"), InlineData(" 1.00"), InlineData("1.000001"), InlineData("--1")]
    [InlineData("1234567890123"), InlineData("１.00")]
    public void Is_refused_when_it_is_written_in_any_other_way(string text) =>
        Assert.False(YuanText.TryParse(text, out _));

    [Fact]
    public void Has_no_fraction_of_a_fen_where_fen_are_asked_for() =>
        Assert.False(YuanText.TryParseFen("0.001", out _));

    [Theory]
    [InlineData(-5_280, -5), InlineData(-5_500, -6), InlineData(5_499, 5), InlineData(5_500, 6), InlineData(0, 0)]
    public void Rounds_a_fee_half_away_from_zero(long thousandths, long fen) =>
        Assert.Equal(fen, YuanText.RoundToFen(thousandths));

    [Theory, InlineData(1, "0.01"), InlineData(880, "8.80"), InlineData(-4, "-0.04"), InlineData(100_000_000, "1000000.00")]
    public void Is_written_with_two_decimals(long fen, string text)
    {
        Assert.Equal(text, YuanText.Format(fen));
        Assert.True(YuanText.TryParseFen(text, out var read));
        Assert.Equal(fen, read);
    }
}
