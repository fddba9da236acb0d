using System.Text;
using Channels.BankPortal;
using Contracts;

namespace Channels.Tests.BankPortal;

public sealed class A_daily_file
{
    private const string Heading =
        "type,bankRefundNo,merchantRefundNo,originalBankOrderNo,amount,currency,bankTime\r\n";

    private const string One = "REFUND,CB1,R1,P1,8.80,CNY,2026-03-03 09:00:00\r\n";
    private const string Total = "TOTAL,1,,,8.80,CNY,\r\n";

    [Fact]
    public void Tells_what_left_for_payers()
    {
        Assert.Null(Read(Heading + One + Total, out var lines));
        var line = Assert.Single(lines);
        Assert.Equal(("R1", "CB1", "P1", new Money(880, "CNY"), true), (line.No, line.ChannelNo, line.ChannelPaymentNo, line.Amount, line.MovedMoney));
        Assert.Equal(new DateTimeOffset(2026, 3, 3, 9, 0, 0, TimeSpan.FromHours(8)), line.At);
    }

    [Theory]
    [InlineData("", "other columns")]
    [InlineData(Heading + One, "the total differs")]
    [InlineData(Heading + One + "TOTAL,2,,,8.80,CNY,\r\n", "the total differs")]
    [InlineData(Heading + One + "TOTAL,1,,,8.81,CNY,\r\n", "the total differs")]
    [InlineData(Heading + "REFUND,CB1,R1,P1,-8.80,CNY,2026-03-03 09:00:00\r\n" + Total, "line 2 is unreadable")]
    [InlineData(Heading + "REFUND,CB1,R1,P1,8.801,CNY,2026-03-03 09:00:00\r\n" + Total, "line 2 is unreadable")]
    [InlineData(Heading + "REFUND,,R1,P1,8.80,CNY,2026-03-03 09:00:00\r\n" + Total, "line 2 is unreadable")]
    [InlineData(Heading + "PAYMENT,CB1,R1,P1,8.80,CNY,2026-03-03 09:00:00\r\n" + Total, "line 2 is unreadable")]
    public void Does_not_count_with_a_mistake(string text, string mistake) => Assert.Equal(mistake, Read(text, out _));

    private static string? Read(string text, out List<BillLine> lines) =>
        DailyFile.Read(Encoding.UTF8.GetBytes(text), out lines);
}
