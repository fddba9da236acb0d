using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Channels.BankPortal;

/// <summary>RFC 4180 in UTF-8.</summary>
internal static class CsvText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>One line with its end.</summary>
    public static byte[] Line(IEnumerable<string> cells) =>
        Strict.GetBytes(string.Join(',', cells.Select(Quoted)) + "\r\n");

    /// <summary>False when it is no text, or a quotation mark is not closed.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out List<SheetRow>? rows)
    {
        rows = null;
        if (bytes.StartsWith(Mark)) bytes = bytes[Mark.Length..];
        try
        {
            var text = Strict.GetString(bytes);
            return !text.Contains('\0', StringComparison.Ordinal) && TrySplit(text, rows = []);
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static bool TrySplit(string text, List<SheetRow> rows)
    {
        var (cells, cell, isQuoted) = (new List<SheetCell>(), new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            if (isQuoted && text[i] == '"' && i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[i++]);
            else if (text[i] == '"') isQuoted = !isQuoted;
            else if (isQuoted || text[i] is not (',' or '\r' or '\n')) cell.Append(text[i]);
            else if (text[i] == ',') EndCell();
            else if (text[i] == '\n') EndRow();
        }
        if (cells.Count > 0 || cell.Length > 0) EndRow();
        return !isQuoted;

        void EndCell()
        {
            cells.Add(new SheetCell(cell.ToString().Trim(), IsNumber: false));
            cell.Clear();
        }

        void EndRow()
        {
            EndCell();
            rows.Add(new SheetRow(rows.Count + 1, cells));
            cells = [];
        }
    }

    private static string Quoted(string cell) =>
        cell.AsSpan().ContainsAny(',', '"', '\n') ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
