using System.Text;
using Channels.UnionPay;
using Contracts;

namespace Channels.Tests.UnionPay;

public sealed class The_code_table
{
    [Theory]
    //          code  as the answer to a refund   as the refund's state in a query
    [InlineData("00", "Accepted", "Done")]
    [InlineData("A6", "Unknown", "Done")]
    [InlineData("01", "Refused Final", "Refused Final")]
    [InlineData("02", "Refused SameNumberLater", "Unknown")]
    [InlineData("03", "Unknown", "Accepted")]
    [InlineData("04", "Unknown", "Accepted")]
    [InlineData("05", "Unknown", "Accepted")]
    [InlineData("06", "Unknown", "Unknown")]                        // may have been taken all the same
    [InlineData("10", "Refused Configuration", "Refused Final")]
    [InlineData("11", "Refused Configuration", "Refused Final")]
    [InlineData("12", "Unknown", "Unknown")]                        // a repetition: the original is asked for
    [InlineData("13", "Refused Configuration", "Refused Final")]
    [InlineData("14", "Refused Configuration", "Refused Final")]
    [InlineData("30", "Refused Final", "Refused Final")]
    [InlineData("31", "Refused Configuration", "Refused Final")]
    [InlineData("32", "Refused Configuration", "Refused Final")]
    [InlineData("33", "Refused Funds", "Refused Final")]
    [InlineData("34", "Refused Final", "Unknown")]                  // the purchase was not found
    [InlineData("35", "Refused Final", "Refused Final")]
    [InlineData("36", "Refused Final", "Refused Final")]
    [InlineData("37", "Throttled", "Unknown")]
    [InlineData("38", "Refused Configuration", "Refused Final")]
    [InlineData("39", "Refused SameNumberLater", "Refused Final")]
    [InlineData("40", "Refused Final", "Refused Final")]
    [InlineData("41", "Refused Final", "Refused Final")]
    [InlineData("42", "Unknown", "Unknown")]                        // "debited, but too late"
    [InlineData("60", "Refused Final", "Refused Final")]
    [InlineData("61", "Refused Final", "Refused Final")]
    [InlineData("62", "Refused Final", "Refused Final")]
    [InlineData("63", "Refused Final", "Refused Final")]
    [InlineData("64", "Refused Funds", "Refused Final")]
    [InlineData("65", "Refused Final", "Refused Final")]
    [InlineData("66", "Refused Final", "Refused Final")]
    [InlineData("67", "Refused Final", "Refused Final")]
    [InlineData("68", "Refused Final", "Refused Final")]
    [InlineData("69", "Refused Final", "Refused Final")]
    [InlineData("70", "Unknown", "Unknown")]                        // "waits for the cardholder"
    [InlineData("71", "Refused Final", "Refused Final")]
    [InlineData("72", "Refused Final", "Refused Final")]
    [InlineData("73", "Refused Final", "Refused Final")]
    [InlineData("74", "Unknown", "Unknown")]
    [InlineData("75", "NeedsOperator", "NeedsOperator")]
    [InlineData("76", "Refused Final", "Refused Final")]
    [InlineData("77", "Refused Final", "Refused Final")]
    [InlineData("78", "Refused Final", "Refused Final")]
    [InlineData("79", "Refused Final", "Refused Final")]
    [InlineData("80", "Refused Final", "Refused Final")]
    [InlineData("83", "Unknown", "Unknown")]
    [InlineData("98", "Unknown", "Unknown")]                        // a word of the file host
    [InlineData("99", "Unknown", "Unknown")]
    [InlineData("45", "Unknown", "Unknown")]                        // in no manual that we have read
    [InlineData("0", "Unknown", "Unknown")]
    [InlineData("a6", "Unknown", "Unknown")]
    [InlineData("", "Unknown", "Unknown")]
    public void Reads_every_documented_code_and_no_other(string code, string created, string asked)
    {
        Assert.Equal(created, Name(UnionPayCodes.Created(Read(UnionPayKit.Created(code)))));
        Assert.Equal(asked, Name(UnionPayCodes.Asked(UnionPayKit.Order, Read(UnionPayKit.Asked(code)))));
    }

    [Theory]
    [InlineData("34", "NeverSeen")]
    [InlineData("37", "Throttled")]
    [InlineData("01", "Unknown")]
    [InlineData("11", "Unknown")]
    [InlineData("35", "Unknown")]
    [InlineData("99", "Unknown")]
    [InlineData("A6", "Unknown")]
    [InlineData("", "Unknown")]
    public void Takes_a_refused_question_for_no_word_about_the_refund(string code, string expected)
    {
        foreach (var origRespCode in (string[])["00", "60", ""])
            Assert.Equal(expected, Name(
                UnionPayCodes.Asked(UnionPayKit.Order, Read(UnionPayKit.Asked(origRespCode, code)))));
    }

    [Theory]
    [InlineData("00", "Done"), InlineData("A6", "Done"), InlineData("60", "Unknown"), InlineData("05", "Unknown")]
    public void Takes_nothing_but_success_from_a_notice(string code, string expected) => Assert.Equal(
        expected, Name(UnionPayCodes.Noticed(Read(UnionPayKit.Created(code)), new Money(880, "CNY"), at: null)));

    [Fact]
    public void Believes_no_success_without_its_number()
    {
        var fields = UnionPayKit.Asked();
        fields.Remove("queryId");
        Assert.IsType<ChannelAnswer.Unknown>(UnionPayCodes.Asked(UnionPayKit.Order, Read(fields)));
    }

    [Fact]
    public void Tells_the_time_of_the_channel()
    {
        var done = Assert.IsType<ChannelAnswer.Done>(
            UnionPayCodes.Asked(UnionPayKit.Order, Read(UnionPayKit.Asked())));
        Assert.Equal(new DateTimeOffset(2023, 11, 15, 6, 15, 2, TimeSpan.FromHours(8)), done.At);
        Assert.Equal((UnionPayKit.QueryId, Destination.Payer), (done.No, done.Destination));
    }

    private static Message Read(Dictionary<string, string> fields) =>
        Message.TryParseAnswer(Encoding.UTF8.GetBytes(UnionPayKit.Text(fields)), out var message)
            ? message
            : throw new ArgumentException("no message");

    private static string Name(ChannelAnswer answer) =>
        answer is ChannelAnswer.Refused refused ? $"Refused {refused.Kind}" : answer.GetType().Name;
}
