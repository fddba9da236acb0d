using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Channels.Tests.BankPortal;

/// <summary>
/// The bank's side of a workbook, by another hand than ours: opens it with Microsoft's library, types into cells (shared
/// strings, as spreadsheets do), and saves it.
/// </summary>
internal sealed class BankClerk : IDisposable
{
    private static readonly string[] Added = ["bankRefundNo", "status", "failCode", "failReason", "bankDate"];
    private readonly MemoryStream bytes = new();
    private readonly SpreadsheetDocument document;

    public BankClerk(byte[] workbook)
    {
        bytes.Write(workbook);
        document = SpreadsheetDocument.Open(bytes, isEditable: true);
    }

    public WorkbookPart Workbook => document.WorkbookPart!;

    /// <summary>Of the sheet; headings are row 1, the total is the last one.</summary>
    public IReadOnlyList<Row> Rows => [.. Workbook.WorksheetParts.Single().Worksheet.Descendants<Row>()];

    /// <summary>The total's row number.</summary>
    public int Last => Rows.Count;

    /// <summary>Every line was refunded.</summary>
    public BankClerk RefundAll(string day = "20260303")
    {
        for (var i = 0; i < Added.Length; i++) Type(1, 11 + i, Added[i]);
        for (var row = 2; row < Last; row++) Refund(row, $"BR{row - 1}", day);
        return this;
    }

    public BankClerk Refund(int row, string bankNo, string day) =>
        Type(row, 11, bankNo).Type(row, 12, "S").Type(row, 13, "").Type(row, 14, "").Type(row, 15, day);

    public BankClerk Refuse(int row, string code, string reason = "") =>
        Type(row, 11, "").Type(row, 12, "F").Type(row, 13, code).Type(row, 14, reason).Type(row, 15, "20260303");

    /// <summary>Types text; the column counts from 0.</summary>
    public BankClerk Type(int row, int column, string text)
    {
        var part = Workbook.SharedStringTablePart ?? Workbook.AddNewPart<SharedStringTablePart>();
        part.SharedStringTable ??= new SharedStringTable();
        part.SharedStringTable.AppendChild(new SharedStringItem(new Text(text)));
        var cell = CellAt(row, column);
        cell.RemoveAllChildren();
        cell.DataType = CellValues.SharedString;
        cell.CellValue = new CellValue($"{part.SharedStringTable.Count() - 1}");
        return this;
    }

    /// <summary>Types a number, as a spreadsheet keeps it.</summary>
    public BankClerk TypeNumber(int row, int column, string number)
    {
        var cell = CellAt(row, column);
        cell.RemoveAllChildren();
        cell.DataType = null;
        cell.CellValue = new CellValue(number);
        return this;
    }

    public BankClerk Compute(int row, int column, string formula)
    {
        TypeNumber(row, column, "1");
        CellAt(row, column).CellFormula = new CellFormula(formula);
        return this;
    }

    public BankClerk Delete(int row)
    {
        Rows[row - 1].Remove();
        return this;
    }

    /// <summary>The same row once more, before the total.</summary>
    public BankClerk Repeat(int row)
    {
        var copy = (Row)Rows[row - 1].CloneNode(deep: true);
        Place(copy, Last);
        Rows[^1].InsertBeforeSelf(copy);
        Place(Rows[^1], Last);
        return this;
    }

    private static void Place(Row row, int no)
    {
        row.RowIndex = null;
        foreach (var cell in row.Elements<Cell>()) cell.CellReference = $"{cell.CellReference!.Value![0]}{no}";
    }

    public BankClerk AddSheet(SheetStateValues state)
    {
        var part = Workbook.AddNewPart<WorksheetPart>();
        part.Worksheet = new Worksheet(new SheetData());
        Workbook.Workbook.Sheets!.Append(new Sheet
        {
            Name = "more", SheetId = 2, Id = Workbook.GetIdOfPart(part), State = state,
        });
        return this;
    }

    public byte[] Save()
    {
        document.Dispose();
        return bytes.ToArray();
    }

    public void Dispose() => document.Dispose();

    private Cell CellAt(int row, int column)
    {
        var (at, place) = (Rows[row - 1], $"{(char)('A' + column)}{row}");
        if (at.Elements<Cell>().FirstOrDefault(cell => cell.CellReference == place) is { } there) return there;
        var after = at.Elements<Cell>().LastOrDefault(cell => string.CompareOrdinal(cell.CellReference, place) < 0);
        var added = new Cell { CellReference = place };
        if (after is null) at.PrependChild(added);
        else after.InsertAfterSelf(added);
        return added;
    }
}
