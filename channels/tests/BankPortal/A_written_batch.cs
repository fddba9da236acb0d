using System.Security.Cryptography;
using System.Text;
using Contracts;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;

namespace Channels.Tests.BankPortal;

public sealed class A_written_batch
{
    [Fact]
    public void Is_the_same_bytes_every_time()
    {
        var (one, other) = (Batches.Template.Write(Batches.Of(880, 1)), Batches.Template.Write(Batches.Of(880, 1)));
        Assert.Equal(one.Workbook, other.Workbook);
        Assert.Equal(one.Csv, other.Csv);
    }

    [Fact]
    public void Is_a_valid_workbook_to_another_library()
    {
        using var document = SpreadsheetDocument.Open(
            new MemoryStream(Batches.Template.Write(Batches.Of(880, 1)).Workbook), isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(document).Select(x => x.Description));
    }

    [Fact]
    public void Has_a_line_for_each_refund_and_a_total()
    {
        using var clerk = Batches.AtTheBank(Batches.Of(880, 10_000_000));
        Assert.Equal(
            [
                "B0000000000000000001", "2", "R0000000000000000002", "70020260301000002", "20260301", "100000.00",
                "100000.00", "CNY", "no longer wanted",
            ],
            clerk.Rows[2].Select(cell => cell.InnerText));
        Assert.Equal(
            ["B0000000000000000001", "TOTAL", "2", "100008.80", "CNY"], clerk.Rows[3].Select(cell => cell.InnerText));
    }

    [Fact]
    public void Is_a_CSV_with_a_byte_order_mark_beside()
    {
        var written = Batches.Template.Write(Batches.Of(880));
        Assert.Equal([0xEF, 0xBB, 0xBF], written.Csv[..3]);
        Assert.Contains(Encoding.UTF8.GetString(written.Lines[0]), Encoding.UTF8.GetString(written.Csv), StringComparison.Ordinal);
        Assert.EndsWith("TOTAL,1,,,,8.80,CNY,,,\r\n", Encoding.UTF8.GetString(written.Csv), StringComparison.Ordinal);
    }

    [Theory, InlineData("=1+1"), InlineData("+1"), InlineData("-1"), InlineData("@SUM(A1)"), InlineData("\t=1\u0001\n")]
    public void Computes_nothing_that_a_merchant_wrote(string reason)
    {
        var batch = Batches.Of(880) with { Lines = [new(1, Batches.Refund(1, 880, reason))] };
        using var clerk = Batches.AtTheBank(batch);
        Assert.StartsWith("'", clerk.Rows[1].Last().InnerText, StringComparison.Ordinal);
    }

    [Fact]
    public void Has_the_count_sum_and_hashes_of_its_lines_in_its_manifest()
    {
        var random = new Random(11);
        for (var i = 0; i < 60; i++)
        {
            var amounts = new long[1 + random.Next(40)];
            for (var j = 0; j < amounts.Length; j++) amounts[j] = random.NextInt64(1, 1_000_000_000_000);
            var batch = Batches.Of(amounts);
            var written = Batches.Template.Write(batch);
            Assert.Equal(
                new BatchManifest(batch.No, amounts.Length, new Money(amounts.Sum(), "CNY"), Hash(written.Workbook), Hash(written.Csv)),
                written.Manifest);
            Assert.Equal(amounts.Length, written.Lines.Count);
            using var clerk = new BankClerk(written.Workbook);
            Assert.Equal(amounts.Length, Batches.Lines(Batches.Template.Read(clerk.RefundAll().Save(), batch)).Count);
        }
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
