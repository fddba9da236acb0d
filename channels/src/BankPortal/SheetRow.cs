namespace Channels.BankPortal;

/// <summary>A row of a sheet.</summary>
/// <param name="No">1-based, as the spreadsheet counts.</param>
/// <param name="Cells">From the first column on; short rows end early.</param>
internal sealed record SheetRow(int No, IReadOnlyList<SheetCell> Cells)
{
    public bool IsEmpty => Cells.All(cell => cell.Text.Length == 0);

    public SheetCell this[int column] => column < Cells.Count ? Cells[column] : SheetCell.Empty;
}

/// <summary>A cell as text; a number is as the file writes it, never through floating point.</summary>
internal sealed record SheetCell(string Text, bool IsNumber)
{
    public static SheetCell Empty { get; } = new("", IsNumber: false);
}
