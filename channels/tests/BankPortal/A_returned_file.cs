using System.IO.Compression;
using System.Text;
using Contracts;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Channels.Tests.BankPortal;

public sealed class A_returned_file
{
    private static readonly RefundBatch Sent = Batches.Of(880, 120, 5000);

    [Fact]
    public void Says_of_each_line_what_became_of_it()
    {
        using var clerk = Clerk();
        var lines = Batches.Lines(Read(clerk.Refuse(3, "ACCOUNT_CLOSED", "销户").Refuse(4, "E999").Save()));
        var done = Assert.IsType<ChannelAnswer.Done>(lines[0].Answer);
        Assert.Equal(("BR1", Destination.Payer, new Money(880, "CNY")), (done.No, done.Destination, done.Charged.Payer));
        Assert.Equal(new DateTimeOffset(2026, 3, 3, 0, 0, 0, TimeSpan.FromHours(8)), done.At);
        Assert.Equal(new ChannelAnswer.Refused(Refusal.Final, "ACCOUNT_CLOSED", "销户"), lines[1].Answer);
        Assert.IsType<ChannelAnswer.Unknown>(lines[2].Answer);
    }

    [Theory, InlineData("ACCOUNT_CLOSED"), InlineData("NAME_MISMATCH"), InlineData("ORDER_UNKNOWN")]
    [InlineData("OVER_AMOUNT"), InlineData("WINDOW_CLOSED")]
    public void Refuses_for_good_only_what_is_documented(string code)
    {
        Assert.IsType<ChannelAnswer.Refused>(Judge(new("F", null, code, null, null)));
        Assert.IsType<ChannelAnswer.Unknown>(Judge(new("F", null, code.ToLowerInvariant(), null, null)));
        Assert.IsType<ChannelAnswer.Unknown>(Judge(new("X", "BR1", code, null, new DateOnly(2026, 3, 3))));
        Assert.IsType<ChannelAnswer.Unknown>(Judge(new("S", null, null, null, new DateOnly(2026, 3, 3))));
    }

    [Fact]
    public void May_hold_numbers_where_a_spreadsheet_made_them_of_text()
    {
        using var clerk = Clerk();
        clerk.TypeNumber(2, 1, "1").TypeNumber(2, 6, "8.8").TypeNumber(2, 15, "20260303").TypeNumber(5, 6, "60");
        Assert.Equal(3, Batches.Lines(Read(clerk.Save())).Count);
    }

    [Fact]
    public void May_be_a_CSV()
    {
        Assert.Equal(3, Batches.Lines(Read(Csv("S,", x => x))).Count);
    }

    [Fact]
    public void Is_refused_with_a_wrong_sum()
    {
        using var clerk = Clerk();
        var mistake = Batches.Mistake(Read(clerk.Type(5, 6, "60.01").Save()));
        Assert.Equal((5, FileMistakes.SumWrong), (mistake.Row, mistake.Code));
    }

    [Fact]
    public void Is_refused_when_count_and_sum_agree_only_with_what_is_left()
    {
        using var clerk = Clerk();
        var answer = Assert.IsType<ReturnedFile.Refused>(
            Read(clerk.Delete(3).Type(4, 2, "2").Type(4, 6, "58.80").Save()));
        Assert.Equal(
            [FileMistakes.CountWrong, FileMistakes.SumWrong, FileMistakes.LineMissing],
            answer.Mistakes.Select(x => x.Code));
        Assert.Equal(2, answer.Mistakes[^1].LineNo);
    }

    [Fact]
    public void Is_refused_with_a_doubled_line()
    {
        using var clerk = Clerk();
        var answer = Assert.IsType<ReturnedFile.Refused>(Read(clerk.Repeat(2).Save()));
        Assert.Equal((5, 1), (answer.Mistakes[0].Row, answer.Mistakes[0].LineNo));
        Assert.Equal(
            [FileMistakes.LineDoubled, FileMistakes.CountWrong, FileMistakes.SumWrong],
            answer.Mistakes.Select(x => x.Code));
    }

    [Fact]
    public void Is_refused_with_a_computed_cell()
    {
        using var clerk = Clerk();
        var mistake = Batches.Mistake(Read(clerk.Compute(3, 12, "IF(1=1,\"S\",\"F\")").Save()));
        Assert.Equal((3, FileMistakes.FormulaCell), (mistake.Row, mistake.Code));
        Assert.Equal(FileMistakes.FormulaCell, Batches.Mistake(Read(Csv("=1,", x => x))).Code);
    }

    [Theory]
    [InlineData(0, "B9999999999999999999", FileMistakes.OtherBatch)]
    [InlineData(1, "9", FileMistakes.LineUnknown)]
    [InlineData(2, "R0000000000000000009", FileMistakes.LineChanged)]
    [InlineData(3, "70020260301000009", FileMistakes.LineChanged)]
    [InlineData(7, "USD", FileMistakes.LineChanged)]
    [InlineData(11, "", FileMistakes.ResultUnreadable)]
    [InlineData(12, "OK", FileMistakes.ResultUnreadable)]
    [InlineData(15, "45999", FileMistakes.ResultUnreadable)]
    public void Is_refused_with_a_changed_line(int column, string text, string code)
    {
        using var clerk = Clerk();
        var answer = Assert.IsType<ReturnedFile.Refused>(Read(clerk.Type(3, column, text).Save()));
        Assert.Equal((3, code), (answer.Mistakes[0].Row, answer.Mistakes[0].Code));
    }

    [Fact]
    public void Is_refused_with_another_amount_though_the_total_agrees()
    {
        using var clerk = Clerk();
        var answer = Assert.IsType<ReturnedFile.Refused>(Read(clerk.Type(2, 6, "8.79").Type(3, 6, "1.21").Save()));
        Assert.Equal([1, 2], answer.Mistakes.Select(x => x.LineNo!.Value));
        Assert.All(answer.Mistakes, x => Assert.Equal(FileMistakes.LineChanged, x.Code));
    }

    [Fact]
    public void Is_refused_when_a_spreadsheet_rounded_a_number()
    {
        using var clerk = Clerk();
        var mistakes = Assert.IsType<ReturnedFile.Refused>(
            Read(clerk.TypeNumber(2, 11, "2.02603030000001E+19").TypeNumber(3, 11, "2026030300000001").Save())).Mistakes;
        Assert.Equal([(2, FileMistakes.CellUnreadable), (3, FileMistakes.CellUnreadable)], mistakes.Select(x => (x.Row!.Value, x.Code)));
    }

    [Fact]
    public void Is_refused_without_its_columns_or_its_total()
    {
        using (var clerk = Clerk())
            Assert.Equal(
                FileMistakes.ColumnsWrong,
                Assert.IsType<ReturnedFile.Refused>(Read(clerk.Type(1, 12, "state").Save())).Mistakes[0].Code);
        using (var clerk = Clerk())
            Assert.Equal(FileMistakes.TotalMissing, Batches.Mistake(Read(clerk.Delete(5).Save())).Code);
        using (var clerk = Batches.AtTheBank(Sent))
            Assert.Equal(5, Assert.IsType<ReturnedFile.Refused>(Read(clerk.Save())).Mistakes.Count);
    }

    [Fact]
    public void Is_refused_with_further_sheets()
    {
        using (var clerk = Clerk())
            Assert.Equal(
                FileMistakes.SheetHidden, Batches.Mistake(Read(clerk.AddSheet(SheetStateValues.Hidden).Save())).Code);
        using (var clerk = Clerk())
            Assert.Equal(
                FileMistakes.SheetExtra, Batches.Mistake(Read(clerk.AddSheet(SheetStateValues.Visible).Save())).Code);
    }

    [Theory]
    [InlineData("xl/vbaProject.bin"), InlineData("xl/externalLinks/externalLink1.xml")]
    [InlineData("xl/embeddings/oleObject1.bin")]
    public void Is_refused_with_what_could_act(string part) =>
        Assert.Equal(FileMistakes.ActiveContent, Batches.Mistake(Read(WithPart(part, [1]))).Code);

    [Fact]
    public void Is_refused_when_it_leads_to_elsewhere()
    {
        using var clerk = Clerk();
        clerk.Workbook.AddHyperlinkRelationship(new Uri("https://example.com/"), isExternal: true);
        Assert.Equal(FileMistakes.ActiveContent, Batches.Mistake(Read(clerk.Save())).Code);
    }

    [Fact]
    public void Is_refused_when_it_is_a_bomb()
    {
        Assert.Equal(FileMistakes.ZipBomb, Batches.Mistake(Read(WithPart("xl/media/a.bin", new byte[40_000_000]))).Code);
        using var clerk = Clerk();
        var many = clerk.Save();
        using (var zip = Update(many, out var bytes))
        {
            for (var i = 0; i < 100; i++) zip.CreateEntry($"xl/media/{i}.png");
            zip.Dispose();
            Assert.Equal(FileMistakes.ZipBomb, Batches.Mistake(Read(bytes.ToArray())).Code);
        }
    }

    [Fact]
    public void Is_refused_when_it_has_more_rows_or_bytes_than_a_batch()
    {
        Assert.Equal(FileMistakes.TooManyRows, Batches.Mistake(Read(Csv("S,", x => x + string.Concat(Enumerable.Repeat("a\n", 200))))).Code);
        Assert.Equal(FileMistakes.TooLarge, Batches.Mistake(Read(new byte[9_000_000])).Code);
    }

    [Theory, InlineData("PK nothing more"), InlineData(""), InlineData("\"open")]
    public void Is_refused_when_it_is_no_file(string text) =>
        Assert.True(
            Batches.Mistake(Read(Encoding.UTF8.GetBytes(text))).Code is FileMistakes.Unreadable or FileMistakes.ColumnsWrong);

    [Fact]
    public void Is_refused_with_a_document_type() => Assert.Equal(
        FileMistakes.Unreadable,
        Batches.Mistake(Read(WithPart("xl/worksheets/_rels/sheet1.xml.rels", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"u8))).Code);

    [Fact]
    public void Never_makes_the_template_throw()
    {
        using var clerk = Clerk();
        var good = clerk.Save();
        var random = new Random(7);
        for (var i = 0; i < 400; i++)
        {
            var bytes = good.ToArray();
            for (var j = 0; j < 1 + (i % 5); j++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            Assert.NotNull(Read(i % 7 == 0 ? bytes[..random.Next(bytes.Length)] : bytes));
        }
    }

    private static BankClerk Clerk() => Batches.AtTheBank(Sent).RefundAll();

    private static ReturnedFile Read(byte[] file) => Batches.Template.Read(file, Sent);

    private static ChannelAnswer Judge(LineResult result) => Batches.Template.Judge(result, Sent.Lines[0].Refund);

    private static byte[] WithPart(string name, ReadOnlySpan<byte> content)
    {
        using var clerk = Clerk();
        using (var zip = Update(clerk.Save(), out var bytes))
        {
            using (var part = zip.CreateEntry(name).Open()) part.Write(content);
            zip.Dispose();
            return bytes.ToArray();
        }
    }

    private static ZipArchive Update(byte[] workbook, out MemoryStream bytes)
    {
        bytes = new MemoryStream();
        bytes.Write(workbook);
        return new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true);
    }

    /// <summary>The CSV as a bank would return it.</summary>
    private static byte[] Csv(string status, Func<string, string> change)
    {
        var lines = Encoding.UTF8.GetString(Batches.Template.Write(Sent).Csv.AsSpan(3)).Split("\r\n");
        lines[0] += ",bankRefundNo,status,failCode,failReason,bankDate";
        for (var i = 1; i <= 3; i++) lines[i] += $",BR{i},{status},,20260303";
        return Encoding.UTF8.GetBytes(change(string.Join("\n", lines)));
    }
}
