using System.Net;
using Channels.BankTransfer;
using Channels.Tests.Conformance;
using Contracts;

namespace Channels.Tests.BankTransfer;

public sealed class A_statement
{
    private const string No = "R20231115000001";
    private static readonly DateOnly Day = new(2023, 11, 16);

    [Fact]
    public async Task Tells_what_was_booked_and_what_came_back()
    {
        var statement = Assert.IsType<StatementAnswer.Statement>(await Read(Samples.Camt053));
        Assert.Equal((new DateOnly(2023, 11, 15), Day, 320L), (statement.From, statement.To, statement.SequenceNo));
        Assert.Equal((new Money(1_000_000, "CNY"), new Money(1_000_000, "CNY"), true), (
            statement.Opening, statement.Closing, statement.NamesEveryDebit));
        Assert.Equal(
            [
                new(No, TransferReportKind.Booked, new Money(8_80, "CNY"), "BKREF0001", null, new DateOnly(
                    2023, 11, 15)),
                new(No, TransferReportKind.Returned, new Money(8_80, "CNY"), "BKREF0002", "AC04", Day),
            ],
            statement.Items);
    }

    [Theory]
    [InlineData("<Amt Ccy=\"CNY\">8.80</Amt><CdtDbtInd>CRDT", "<Amt Ccy=\"CNY\">8.79</Amt><CdtDbtInd>CRDT", "add up")]
    [InlineData("755900000000001", "755900000000002", "another account")]
    [InlineData("<Cd>CLBD", "<Cd>ITBD", "not one CLBD")]
    [InlineData("<Cd>BOOK", "<Cd>PDNG", null)]                      // no movement at all: adds up just as well
    [InlineData("Ccy=\"CNY\">8.80", "Ccy=\"CNY\">8.8.0", "no amount")]
    [InlineData("2023-11-16T23", "2023-11-15T23", "another day")]
    [InlineData("<AcctSvcrRef>BKREF0001</AcctSvcrRef>", "", "without AcctSvcrRef")]
    public async Task Counts_only_when_it_is_ours_and_adds_up(string part, string changed, string? trouble)
    {
        var answer = await Read(Samples.Camt053.Replace(part, changed));
        if (trouble is null) Assert.Empty(Assert.IsType<StatementAnswer.Statement>(answer).Items);
        else Assert.Contains(trouble, Assert.IsType<StatementAnswer.Broken>(answer).Reason);
    }

    [Fact]
    public async Task Proves_nothing_by_silence_when_a_debit_has_no_number()
    {
        var unnamed = Samples.Camt053;
        string[] ids =
            ["<MsgId>PO20231115-0001", "<PmtInfId>PO20231115-0001-A", "<InstrId>PO0001", $"<EndToEndId>{No}"];
        foreach (var id in ids)
            unnamed = Without(unnamed, id);
        var statement = Assert.IsType<StatementAnswer.Statement>(await Read(unnamed));
        Assert.False(statement.NamesEveryDebit);
        Assert.Equal(TransferReportKind.Returned, Assert.Single(statement.Items).Kind);
    }

    [Fact]
    public async Task Tells_a_corrected_error_of_the_bank_from_a_return()
    {
        const string Credit = "<CdtDbtInd>CRDT</CdtDbtInd>";
        var corrected = Samples.Camt053
            .Replace("RRTN", "DMCT").Replace($"{Credit}<Sts>", $"{Credit}<RvslInd>true</RvslInd><Sts>");
        var statement = Assert.IsType<StatementAnswer.Statement>(await Read(corrected));
        Assert.Equal(
            [TransferReportKind.Booked, TransferReportKind.Reversed], statement.Items.Select(item => item.Kind));
    }

    [Fact]
    public async Task Is_awaited_when_the_bank_has_none_yet() =>
        Assert.IsType<StatementAnswer.NotReady>(
            await TestBank.RouteOver(
                new Line(() => TestBank.Says("none", HttpStatusCode.NotFound))).Statement(Day, default));

    [Fact]
    public async Task Counts_not_at_all_when_it_breaks_off() =>
        Assert.IsType<StatementAnswer.Broken>(await Read(Samples.Camt053[..^10]));

    /// <summary>The document without the first element that begins like this.</summary>
    private static string Without(string document, string element)
    {
        var from = document.IndexOf(element, StringComparison.Ordinal);
        return document.Remove(from, document.IndexOf('>', from + element.Length) + 1 - from);
    }

    private static Task<StatementAnswer> Read(string body) =>
        TestBank.RouteOver(new Line(() => TestBank.Says(body))).Statement(Day, default);
}

public sealed class A_page_of_notifications
{
    [Fact]
    public async Task Moves_the_place_on_and_tells_bookings()
    {
        var page = await Read(Samples.Camt054, "319");
        Assert.Equal(("320", null), (page.Next, page.Trouble));
        Assert.Equal(["BKREF0001", "BKREF0002"], page.Items.Select(item => item.BankReference));
    }

    [Fact]
    public async Task Tells_that_something_is_missing_and_goes_on()
    {
        var page = await Read(Samples.Camt054, "317");
        Assert.Equal("320", page.Next);
        Assert.Contains("317 and 320", page.Trouble);
        Assert.Equal(2, page.Items.Count);
    }

    [Fact]
    public async Task Is_empty_when_nothing_happened()
    {
        var page = await TestBank.RouteOver(
            new Line(() => TestBank.Says("", HttpStatusCode.NoContent))).Reports("320", default);
        Assert.Equal(("320", null), (page.Next, page.Trouble));
        Assert.Empty(page.Items);
    }

    [Fact]
    public async Task Stays_where_it_was_when_it_is_broken()
    {
        var page = await Read(Samples.Camt054.Replace("DBIT", "DEBT"), "319");
        Assert.Equal("319", page.Next);
        Assert.Empty(page.Items);
        Assert.NotNull(page.Trouble);
    }

    [Fact]
    public void Splits_a_batch_booking_into_its_transfers()
    {
        const string Batch = """
            <Ntry xmlns="urn:x"><Amt Ccy="CNY">3.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
              <BookgDt><DtTm>2023-11-15T10:00:00+08:00</DtTm></BookgDt><AcctSvcrRef>B1</AcctSvcrRef><NtryDtls>
                <TxDtls><Refs><EndToEndId>A</EndToEndId></Refs><Amt Ccy="CNY">1.00</Amt></TxDtls>
                <TxDtls><Refs><EndToEndId>B</EndToEndId></Refs><Amt Ccy="CNY">2.00</Amt></TxDtls></NtryDtls></Ntry>
            """;
        var entry = CamtEntries.Read(System.Xml.Linq.XElement.Parse(Batch))!;
        Assert.True(entry.NamesItsTransfers);
        Assert.Equal([("A", 100L, "B1#A:-100"), ("B", 200L, "B1#B:-200")], entry.Transfers.Select(
            t => (t.No, t.Amount.Minor, t.BankReference)));
        Assert.False(
            CamtEntries.Read(System.Xml.Linq.XElement.Parse(Batch.Replace("2.00", "1.99")))!.NamesItsTransfers);
    }

    [Fact]
    public void Knows_a_part_of_a_batch_booking_by_what_it_says_whatever_its_place()
    {
        const string Part = "<TxDtls><Refs><EndToEndId>{0}</EndToEndId></Refs><Amt Ccy=\"CNY\">{1}</Amt></TxDtls>";
        string[] ofTheNotification = References(("A", "1.00"), ("B", "1.00"), ("A", "1.00"));
        string[] ofTheStatement = References(("B", "1.00"), ("A", "1.00"), ("A", "1.00"));
        Assert.Equal(3, ofTheNotification.Distinct().Count());
        Assert.Equal(ofTheNotification.Order(), ofTheStatement.Order());

        static string[] References(params (string No, string Yuan)[] parts)
        {
            var details = string.Concat(parts.Select(p => string.Format(null, Part, p.No, p.Yuan)));
            return [.. CamtEntries.Read(System.Xml.Linq.XElement.Parse($"""
                <Ntry xmlns="urn:x"><Amt Ccy="CNY">3.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
                  <BookgDt><Dt>2023-11-15</Dt></BookgDt><AcctSvcrRef>B1</AcctSvcrRef><NtryDtls>{details}</NtryDtls></Ntry>
                """))!.Transfers.Select(t => t.BankReference)];
        }
    }

    private static Task<TransferReports> Read(string body, string after) =>
        TestBank.RouteOver(new Line(() => TestBank.Says(body))).Reports(after, default);
}

public sealed class An_amount_in_a_document
{
    [Theory]
    [InlineData("8.80", 880)]
    [InlineData("8.8", 880)]
    [InlineData("8", 800)]
    [InlineData("0.01", 1)]
    [InlineData("8.80000", 880)]
    [InlineData(" 10000.00 ", 1_000_000)]
    [InlineData("1234567890123456.78", 123_456_789_012_345_678)]
    public void Is_read_exactly(string text, long minor)
    {
        Assert.True(AmountText.TryRead(text, "CNY", out var amount));
        Assert.Equal(new Money(minor, "CNY"), amount);
    }

    [Theory]
    [InlineData("8.801")]
    [InlineData("-8.80")]
    [InlineData("+8.80")]
    [InlineData("8,80")]
    [InlineData("8e2")]
    [InlineData(".80")]
    [InlineData("8.")]
    [InlineData("")]
    [InlineData("８.80")]
    [InlineData("12345678901234567.80")]
    public void Is_refused_when_it_is_not_plainly_an_amount(string text) =>
        Assert.False(AmountText.TryRead(text, "CNY", out _));

    [Fact]
    public void Is_refused_in_another_currency() => Assert.False(AmountText.TryRead("8.80", "USD", out _));

    [Theory]
    [InlineData(1, "0.01")]
    [InlineData(880, "8.80")]
    [InlineData(999_999_999_999_999_999, "9999999999999999.99")]
    public void Is_written_exactly(long minor, string text) =>
        Assert.Equal(text, AmountText.Write(new Money(minor, "CNY")));
}
