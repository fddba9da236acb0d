namespace Channels;

/// <summary>The codes of <see cref="FileMistake"/>; they never change their meaning. docs/errors.md lists them.</summary>
public static class FileMistakes
{
    public const string TooLarge = "file_too_large";
    public const string Unreadable = "file_unreadable";
    public const string ZipBomb = "zip_bomb";
    public const string ActiveContent = "active_content";
    public const string SheetHidden = "sheet_hidden";
    public const string SheetExtra = "sheet_extra";
    public const string TooManyRows = "too_many_rows";
    public const string FormulaCell = "formula_cell";
    public const string CellUnreadable = "cell_unreadable";
    public const string ColumnsWrong = "columns_wrong";
    public const string OtherBatch = "other_batch";
    public const string LineMissing = "line_missing";
    public const string LineDoubled = "line_doubled";
    public const string LineUnknown = "line_unknown";
    public const string LineChanged = "line_changed";
    public const string ResultUnreadable = "result_unreadable";
    public const string TotalMissing = "total_missing";
    public const string CountWrong = "count_wrong";
    public const string SumWrong = "sum_wrong";

    /// <summary>Every code with its meaning in English and in Chinese.</summary>
    public static IReadOnlyList<(string Code, string English, string Chinese)> All { get; } =
    [
        (TooLarge, "The file is larger than any result file.", "文件过大。"),
        (Unreadable, "It is neither an XLSX workbook nor a CSV in UTF-8.", "既不是 XLSX 也不是 UTF-8 CSV。"),
        (ZipBomb, "It expands to far more than a workbook of that size holds.", "解压后体积异常。"),
        (ActiveContent, "It holds macros, embedded objects or links to elsewhere.", "含宏、嵌入对象或外部链接。"),
        (SheetHidden, "A sheet is hidden.", "含隐藏工作表。"),
        (SheetExtra, "There is another sheet than the one that was sent.", "含多余工作表。"),
        (TooManyRows, "There are more rows or cells than a batch can have.", "行数或列数过多。"),
        (FormulaCell, "A cell is computed; results are values.", "单元格含公式。"),
        (CellUnreadable, "A cell holds an error, a rounded number or too much text.", "单元格内容无法识别。"),
        (ColumnsWrong, "A column is missing, unknown or doubled.", "列缺失、未知或重复。"),
        (OtherBatch, "The line belongs to another batch.", "属于其他批次。"),
        (LineMissing, "A line of the batch is not in the file.", "缺少批次中的行。"),
        (LineDoubled, "A line stands in the file twice.", "行重复。"),
        (LineUnknown, "The batch has no such line.", "批次中无此行。"),
        (LineChanged, "Number, order, amount or currency differ from what was sent.", "编号、订单、金额或币种被改动。"),
        (ResultUnreadable, "Status, number, code or day of the result is missing or wrong.", "处理结果缺失或有误。"),
        (TotalMissing, "The file does not end with its one total.", "末行不是唯一的合计。"),
        (CountWrong, "The total counts other lines than there are.", "合计笔数不符。"),
        (SumWrong, "The total is another sum than that of the lines.", "合计金额不符。"),
    ];
}
