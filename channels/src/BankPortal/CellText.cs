using System.Text;
using System.Xml;

namespace Channels.BankPortal;

/// <summary>Text that a spreadsheet shows as it is.</summary>
internal static class CellText
{
    /// <summary>Longer cells are no part of any bank's form.</summary>
    public const int Longest = 1000;

    /// <summary>
    /// One line without characters that XML or CSV cannot carry, and with an apostrophe before what a spreadsheet would
    /// compute (=, +, -, @).
    /// </summary>
    public static string Neutral(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var clean = new StringBuilder(text.Length + 1);
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length >= Longest - 2) break;
            if (Rune.IsControl(rune)) clean.Append(' ');
            else if (rune.Value > 0xFFFF || XmlConvert.IsXmlChar((char)rune.Value)) clean.Append(rune);
        }
        var line = clean.ToString().Trim();
        return line.Length > 0 && line[0] is '=' or '+' or '-' or '@' ? "'" + line : line;
    }
}
