using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Channels.BankPortal;

/// <summary>
/// A workbook with one sheet of text cells (ECMA-376). Written by hand because the same rows must give the same bytes:
/// libraries put the time of day into the package.
/// </summary>
internal static class XlsxWriter
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string Types = "application/vnd.openxmlformats-";
    private const string Sheets = Types + "officedocument.spreadsheetml.";
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Everything but the sheet, by name. numFmtId 49 is text: what is typed there is left as it is.</summary>
    private static readonly (string Name, string Xml)[] Frame =
    [
        ("[Content_Types].xml", $"""
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
            <Default Extension="rels" ContentType="{Types}package.relationships+xml"/>
            <Default Extension="xml" ContentType="application/xml"/>
            <Override PartName="/xl/workbook.xml" ContentType="{Sheets}sheet.main+xml"/>
            <Override PartName="/xl/styles.xml" ContentType="{Sheets}styles+xml"/>
            <Override PartName="/xl/worksheets/sheet1.xml" ContentType="{Sheets}worksheet+xml"/>
            </Types>
            """),
        ("_rels/.rels", $"""
            <Relationships xmlns="{Package}">
            <Relationship Id="rId1" Type="{Relations}/officeDocument" Target="xl/workbook.xml"/>
            </Relationships>
            """),
        ("xl/workbook.xml", $"""
            <workbook xmlns="{Main}" xmlns:r="{Relations}">
            <sheets><sheet name="refunds" sheetId="1" r:id="rId1"/></sheets>
            </workbook>
            """),
        ("xl/_rels/workbook.xml.rels", $"""
            <Relationships xmlns="{Package}">
            <Relationship Id="rId1" Type="{Relations}/worksheet" Target="worksheets/sheet1.xml"/>
            <Relationship Id="rId2" Type="{Relations}/styles" Target="styles.xml"/>
            </Relationships>
            """),
        ("xl/styles.xml", $"""
            <styleSheet xmlns="{Main}">
            <fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>
            <cellStyleXfs count="1"><xf/></cellStyleXfs>
            <cellXfs count="2"><xf xfId="0"/><xf numFmtId="49" xfId="0" applyNumberFormat="1"/></cellXfs>
            </styleSheet>
            """),
    ];

    public static byte[] Write(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, xml) in Frame)
            {
                using var part = Part(zip, name);
                part.Write(Encoding.UTF8.GetBytes($"""<?xml version="1.0" encoding="UTF-8"?>{'\n'}{xml}"""));
            }
            using var sheet = Part(zip, "xl/worksheets/sheet1.xml");
            WriteSheet(sheet, rows);
        }
        return bytes.ToArray();
    }

    private static Stream Part(ZipArchive zip, string name)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = Epoch;
        return entry.Open();
    }

    private static void WriteSheet(Stream part, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        using var xml = XmlWriter.Create(part, new XmlWriterSettings { Encoding = new UTF8Encoding(false) });
        xml.WriteStartDocument(standalone: true);
        xml.WriteStartElement("worksheet", Main);
        xml.WriteStartElement("cols", Main);
        xml.WriteStartElement("col", Main);
        xml.WriteAttributeString("min", "1");
        xml.WriteAttributeString("max", "32");
        xml.WriteAttributeString("width", "22");
        xml.WriteAttributeString("style", "1");                   // what the bank types is text as well
        xml.WriteAttributeString("customWidth", "1");
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteStartElement("sheetData", Main);
        for (var i = 0; i < rows.Count; i++) WriteRow(xml, i + 1, rows[i]);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteRow(XmlWriter xml, int rowNo, IReadOnlyList<string> cells)
    {
        var row = rowNo.ToString(CultureInfo.InvariantCulture);
        xml.WriteStartElement("row", Main);
        xml.WriteAttributeString("r", row);
        for (var column = 0; column < cells.Count; column++)
        {
            if (cells[column].Length == 0) continue;
            xml.WriteStartElement("c", Main);
            xml.WriteAttributeString("r", (char)('A' + column) + row);
            xml.WriteAttributeString("s", "1");
            xml.WriteAttributeString("t", "inlineStr");
            xml.WriteStartElement("is", Main);
            xml.WriteElementString("t", Main, cells[column]);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }
}
