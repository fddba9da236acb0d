using Contracts;
using RefundCenter.Batches;

namespace RefundCenter.Tests.Batches;

/// <summary>The examples of the central bank's rules for filling in paper, and the corners beside them.</summary>
public sealed class A_capital_amount
{
    [Theory]
    [InlineData(1409_50, "人民币壹仟肆佰零玖元伍角")]
    [InlineData(6007_14, "人民币陆仟零柒元壹角肆分")]
    [InlineData(1680_32, "人民币壹仟陆佰捌拾元叁角贰分")]
    [InlineData(16409_02, "人民币壹万陆仟肆佰零玖元零贰分")]
    [InlineData(325_04, "人民币叁佰贰拾伍元零肆分")]
    [InlineData(107000_53, "人民币壹拾万柒仟元伍角叁分")]
    [InlineData(0, "人民币零元整")]
    [InlineData(5, "人民币伍分")]
    [InlineData(50, "人民币伍角")]
    [InlineData(10_00, "人民币壹拾元整")]
    [InlineData(100_000_00, "人民币壹拾万元整")]
    [InlineData(100_000_001_00, "人民币壹亿零壹元整")]
    [InlineData(20_030_405_00, "人民币贰仟零叁万零肆佰零伍元整")]
    [InlineData(999_999_999_999_99, "人民币玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分")]
    public void Is_written_as_the_central_bank_asks(long minor, string text) =>
        Assert.Equal(text, CapitalAmount.Of(new Money(minor, "CNY")));

    [Theory, InlineData(-1, "CNY"), InlineData(1, "USD"), InlineData(100_000_000_000_000, "CNY")]
    public void Is_none_of_other_money(long minor, string currency) =>
        Assert.Throws<ArgumentException>(() => CapitalAmount.Of(new Money(minor, currency)));
}
