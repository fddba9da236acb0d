using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Channels.BankPortal;

/// <summary>
/// Reads the one sheet of a workbook that a stranger filled in (ECMA-376). Only values count: what would be computed, or
/// comes from elsewhere, refuses the file.
/// </summary>
internal sealed class XlsxReader
{
    private readonly XlsxPackage package;
    private readonly SheetLimits limits;
    private readonly List<FileMistake> mistakes;
    private List<string> shared = [];

    private XlsxReader(XlsxPackage package, SheetLimits limits, List<FileMistake> mistakes) =>
        (this.package, this.limits, this.mistakes) = (package, limits, mistakes);

    /// <summary>Its rows; with <paramref name="mistakes"/> none of them counts.</summary>
    public static IReadOnlyList<SheetRow> Read(
        ReadOnlyMemory<byte> file, SheetLimits limits, List<FileMistake> mistakes)
    {
        try
        {
            using var package = new XlsxPackage(file, limits);
            return new XlsxReader(package, limits, mistakes).Read();
        }
        catch (XlsxRefusedException e)
        {
            mistakes.Add(new(null, null, e.Code, e.Message));
        }
        catch (Exception e)
        {
            // a stranger's bytes: whatever a parser says of them, it is no workbook
            mistakes.Add(new(null, null, FileMistakes.Unreadable, $"no workbook: {e.GetType().Name}"));
        }
        return [];
    }

    private List<SheetRow> Read()
    {
        foreach (var links in package.Names.Where(name => name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase)))
            RefuseLinksToElsewhere(links);
        if (Load("[Content_Types].xml").Descendants().Attributes("ContentType")
            .Any(type => type.Value.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase)))
            throw new XlsxRefusedException(FileMistakes.ActiveContent, "the workbook is made for macros");

        var workbook = Target("_rels/.rels", x => Type(x, "/officeDocument"), "");
        var folder = workbook[..(workbook.LastIndexOf('/') + 1)];
        var relations = $"{folder}_rels/{workbook[folder.Length..]}.rels";
        var sheets = Load(workbook).Descendants().Where(x => x.Name.LocalName == "sheet").ToList();
        foreach (var sheet in sheets.Where(x => Value(x, "state") is not (null or "visible")))
            throw new XlsxRefusedException(FileMistakes.SheetHidden, $"sheet {Value(sheet, "name")}");
        if (sheets.Count != 1)
            throw new XlsxRefusedException(FileMistakes.SheetExtra, $"{sheets.Count} sheets, and one was sent");

        var id = Value(sheets[0], "id");
        shared = SharedStrings(relations, folder);
        return Rows(Target(relations, x => Value(x, "Id") == id, folder));
    }

    private void RefuseLinksToElsewhere(string relations)
    {
        if (Load(relations).Descendants().Any(x => Value(x, "TargetMode") == "External"))
            throw new XlsxRefusedException(FileMistakes.ActiveContent, $"{relations} leads to elsewhere");
    }

    private List<string> SharedStrings(string relations, string folder)
    {
        if (!Load(relations).Descendants().Any(x => Type(x, "/sharedStrings"))) return [];
        using var xml = package.Open(Target(relations, x => Type(x, "/sharedStrings"), folder));
        return [.. Elements(xml, "si").Select(TextOf)];
    }

    private List<SheetRow> Rows(string part)
    {
        using var xml = package.Open(part);
        var rows = new List<SheetRow>();
        foreach (var element in Elements(xml, "row"))
        {
            if (rows.Count == limits.Rows)
            {
                mistakes.Add(new(rows.Count + 1, null, FileMistakes.TooManyRows, $"at most {limits.Rows} rows"));
                break;
            }
            rows.Add(Row(element, (rows.LastOrDefault()?.No ?? 0) + 1));
        }
        return rows;
    }

    /// <summary>One at a time, wherever they stand.</summary>
    private static IEnumerable<XElement> Elements(XmlReader xml, string name)
    {
        for (var more = xml.Read(); more;)
            if (xml.NodeType is XmlNodeType.Element && xml.LocalName == name)
            {
                yield return (XElement)XNode.ReadFrom(xml);       // which moves behind it
                more = !xml.EOF;
            }
            else more = xml.Read();
    }

    private SheetRow Row(XElement element, int next)
    {
        var no = Value(element, "r") is { } said ? int.Parse(said, NumberStyles.None, CultureInfo.InvariantCulture) : next;
        var cells = new List<SheetCell>();
        foreach (var cell in element.Elements().Where(x => x.Name.LocalName == "c"))
        {
            var column = Value(cell, "r") is { } at ? ColumnOf(at) : cells.Count;
            if (column >= SheetLimits.Columns)
            {
                mistakes.Add(new(no, null, FileMistakes.TooManyRows, $"at most {SheetLimits.Columns} columns"));
                break;
            }
            while (cells.Count <= column) cells.Add(SheetCell.Empty);
            cells[column] = Cell(cell, no);
        }
        return new SheetRow(no, cells);
    }

    private SheetCell Cell(XElement cell, int row)
    {
        var (name, type) = (Value(cell, "r") ?? "", Value(cell, "t") ?? "n");
        if (Child(cell, "f") is not null)
        {
            mistakes.Add(new(row, null, FileMistakes.FormulaCell, $"cell {name} is computed"));
            return SheetCell.Empty;
        }
        var value = Child(cell, "v")?.Value.Trim() ?? "";
        var text = type switch
        {
            "s" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var i) && i < shared.Count =>
                shared[i],
            "inlineStr" => Child(cell, "is") is { } inline ? TextOf(inline) : "",
            "str" or "d" => value,
            "n" when IsExact(value) => value,
            _ => null,
        };
        if (text is { Length: <= CellText.Longest }) return new SheetCell(text.Trim(), type == "n");
        mistakes.Add(new(row, null, FileMistakes.CellUnreadable, $"cell {name} holds no text or exact number"));
        return SheetCell.Empty;
    }

    /// <summary>Spreadsheets keep fifteen digits of a number: longer ones may have lost some.</summary>
    private static bool IsExact(string number) =>
        number.All(c => char.IsAsciiDigit(c) || c is '.' or '-') && number.Count(char.IsAsciiDigit) <= 15;

    private static int ColumnOf(string reference)
    {
        var column = 0;
        foreach (var letter in reference.TakeWhile(char.IsAsciiLetterUpper))
            column = Math.Min((column * 26) + letter - 'A' + 1, SheetLimits.Columns + 1);
        return column > 0 ? column - 1 : throw new FormatException("a cell without its place");
    }

    /// <summary>Its runs, without what only says how characters are read aloud.</summary>
    private static string TextOf(XElement text) => string.Concat(text.Descendants()
        .Where(x => x.Name.LocalName == "t" && x.Parent!.Name.LocalName != "rPh").Select(x => x.Value));

    /// <summary>The part to which the one fitting relation leads, in the package.</summary>
    private string Target(string relations, Func<XElement, bool> fits, string folder)
    {
        var target = Value(Load(relations).Descendants().Single(fits), "Target")
            ?? throw new InvalidDataException("a relation leads nowhere");
        return target.StartsWith('/') ? target[1..] : folder + target;
    }

    /// <summary>Of small parts; the sheet and its texts are streamed.</summary>
    private XElement Load(string part)
    {
        using var xml = package.Open(part);
        return XElement.Load(xml);
    }

    private static bool Type(XElement relation, string end) =>
        Value(relation, "Type")?.EndsWith(end, StringComparison.Ordinal) == true;

    private static XElement? Child(XElement parent, string name) =>
        parent.Elements().FirstOrDefault(x => x.Name.LocalName == name);

    private static string? Value(XElement element, string attribute) =>
        element.Attributes().FirstOrDefault(x => x.Name.LocalName == attribute)?.Value;
}
