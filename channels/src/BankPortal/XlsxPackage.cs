using System.IO.Compression;
using System.Xml;

namespace Channels.BankPortal;

/// <summary>
/// The parts of a stranger's workbook, unpacked within limits: what a part really unpacks to is counted, whatever the
/// package says of it.
/// </summary>
internal sealed class XlsxPackage : IDisposable
{
    private static readonly string[] Active =
        ["vbaProject", "externalLinks/", "embeddings/", "activeX/", "macrosheets/", "dialogsheets/", "connections.xml"];

    private readonly ZipArchive zip;
    private readonly SheetLimits limits;
    private long expanded;

    /// <exception cref="XlsxRefusedException">It is not to be opened.</exception>
    /// <exception cref="InvalidDataException">It is no package.</exception>
    public XlsxPackage(ReadOnlyMemory<byte> file, SheetLimits limits)
    {
        this.limits = limits;
        zip = new ZipArchive(new MemoryStream(file.ToArray()), ZipArchiveMode.Read);
        if (zip.Entries.Count > SheetLimits.Parts)
            throw new XlsxRefusedException(FileMistakes.ZipBomb, $"{zip.Entries.Count} parts, at most {SheetLimits.Parts}");
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in zip.Entries)
        {
            if (Array.Exists(Active, name => entry.FullName.Contains(name, StringComparison.OrdinalIgnoreCase)))
                throw new XlsxRefusedException(FileMistakes.ActiveContent, entry.FullName);
            if (!names.Add(entry.FullName)) throw new XlsxRefusedException(FileMistakes.Unreadable, "a part stands twice");
        }
        // Each part is unpacked once, also those that nobody reads: a bomb anywhere refuses the file.
        foreach (var entry in zip.Entries) Count(entry);
    }

    public IEnumerable<string> Names => zip.Entries.Select(entry => entry.FullName);

    /// <summary>A reader of the part; without document types and whatever they fetch.</summary>
    /// <exception cref="InvalidDataException">There is no such part.</exception>
    public XmlReader Open(string name)
    {
        var entry = zip.Entries.FirstOrDefault(x => x.FullName == name.TrimStart('/'))
            ?? throw new InvalidDataException($"there is no part {name}");
        return XmlReader.Create(entry.Open(), new XmlReaderSettings
        {
            CloseInput = true, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        });
    }

    public void Dispose() => zip.Dispose();

    private void Count(ZipArchiveEntry entry)
    {
        using var part = entry.Open();
        var buffer = new byte[64 * 1024];
        var size = 0L;
        for (int read; (read = part.Read(buffer)) > 0;)
        {
            (size, expanded) = (size + read, expanded + read);
            if (expanded > limits.Expanded
                || size > SheetLimits.SmallPart && size / SheetLimits.Ratio > entry.CompressedLength)
                throw new XlsxRefusedException(
                    FileMistakes.ZipBomb, $"{entry.FullName} expands from {entry.CompressedLength} to over {size} bytes");
        }
    }
}

/// <summary>Not to be opened, with the code of the reason.</summary>
internal sealed class XlsxRefusedException(string code, string detail) : Exception(detail)
{
    public string Code { get; } = code;
}
