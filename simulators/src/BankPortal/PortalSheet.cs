using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Simulators.BankPortal;

/// <summary>
/// The bank's own way with workbooks, by Microsoft's library: another hand than the platform's, so that what one writes
/// the other really has to read.
/// </summary>
internal static class PortalSheet
{
    private static readonly string[] Heading =
    [
        "batchNo", "lineNo", "merchantRefundNo", "originalBankOrderNo", "originalOrderDate", "originalAmount",
        "refundAmount", "currency", "payerName", "payerAccount", "reason",
    ];

    private static readonly string[] Added = ["bankRefundNo", "status", "failCode", "failReason", "bankDate"];

    /// <summary>Null when it is no workbook of the bank's form, or its total is not that of its lines.</summary>
    public static PortalBatch? Read(byte[] workbook, string sha256)
    {
        try
        {
            using var document = SpreadsheetDocument.Open(new MemoryStream(workbook), isEditable: false);
            var rows = document.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Row>().Select(Cells).ToList();
            if (rows.Count < 3 || !rows[0].SequenceEqual(Heading)) return null;
            PortalLine[] lines = [.. rows[1..^1].Select(row => new PortalLine(row))];
            var (batch, total) = (new PortalBatch(rows[1][0], sha256, lines), rows[^1]);
            return total[1] == "TOTAL" && total[2] == $"{lines.Length}" && Minor(total[6]) == batch.SumMinor
                && lines.All(line => line.Cells[0] == batch.No && line.Minor > 0)
                ? batch
                : null;
        }
        catch (Exception e) when (e is OpenXmlPackageException or FileFormatException or InvalidOperationException
            or FormatException or OverflowException or InvalidDataException)
        {
            return null;
        }
    }

    public static byte[] Write(PortalBatch batch)
    {
        using var bytes = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(bytes, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            book.Workbook = new Workbook(new Sheets());
            var (sheet, texts) = (book.AddNewPart<WorksheetPart>(), book.AddNewPart<SharedStringTablePart>());
            texts.SharedStringTable = new SharedStringTable();
            var data = new SheetData();
            data.Append(RowOf([.. Heading, .. Added], texts));
            foreach (var x in batch.Lines)
                data.Append(RowOf([.. x.Cells, x.BankNo, x.Status, x.FailCode, x.FailReason, x.BankDate], texts));
            data.Append(RowOf(
                [batch.No, "TOTAL", $"{batch.Lines.Count}", "", "", "", Yuan(batch.SumMinor), "CNY"], texts));
            sheet.Worksheet = new Worksheet(data);
            book.Workbook.Sheets!.Append(new Sheet { Name = "refunds", SheetId = 1, Id = book.GetIdOfPart(sheet) });
        }
        return bytes.ToArray();
    }

    public static string Yuan(long minor) =>
        string.Create(CultureInfo.InvariantCulture, $"{minor / 100}.{minor % 100:00}");

    /// <summary>Yuan with two decimals.</summary>
    public static long Minor(string yuan) => yuan.Split('.') is [var whole, { Length: 2 } part]
        ? long.Parse(whole + part, NumberStyles.None, CultureInfo.InvariantCulture)
        : throw new FormatException("no amount with two decimals");

    /// <summary>By column, so that empty cells may be left out.</summary>
    private static string[] Cells(Row row)
    {
        string[] cells = [.. Heading.Select(_ => "")];
        foreach (var cell in row.Elements<Cell>())
            if (cell.CellReference?.Value is [var letter, ..] && letter - 'A' < cells.Length)
                cells[letter - 'A'] = cell.InlineString?.InnerText ?? cell.CellValue?.InnerText ?? "";
        return cells;
    }

    /// <summary>As spreadsheets write: every text once in a table, cells by its number.</summary>
    private static Row RowOf(IEnumerable<string> cells, SharedStringTablePart texts)
    {
        var row = new Row();
        foreach (var text in cells)
        {
            texts.SharedStringTable!.Append(new SharedStringItem(new Text(text)));
            row.Append(new Cell
            {
                DataType = CellValues.SharedString,
                CellValue = new CellValue($"{texts.SharedStringTable!.Count() - 1}"),
            });
        }
        return row;
    }
}
