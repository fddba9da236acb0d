using System.IO.Compression;
using System.Security.Cryptography;

namespace Channels.UnionPay;

/// <summary>
/// The files of one clearing day as they came: Base64 of a zlib stream of a zip. Held packed in memory; its entries are
/// unpacked while they are read, and never beyond a limit, whatever they claim of their size.
/// </summary>
internal sealed class BillArchive(byte[] zip, long unpackedAtMost)
{
    /// <summary>Unpacks the outer two layers.</summary>
    /// <exception cref="InvalidDataException">It is no such thing, or too large.</exception>
    /// <exception cref="FormatException">It is no Base64.</exception>
    public static async Task<BillArchive> Open(string content, UnionPayOptions limits, CancellationToken ct)
    {
        using var packed = new MemoryStream(Convert.FromBase64String(content));
        await using var inflated = new ZLibStream(packed, CompressionMode.Decompress);
        // A zip hardly shrinks a second time: what grows beyond twice the largest answer is no honest file.
        var zip = await LimitedStream.ReadAll(inflated, 2L * limits.BillMegabytes * 1024 * 1024, ct);
        return new BillArchive(zip, limits.UnpackedMegabytes * 1024L * 1024);
    }

    /// <summary>
    /// The full name of the only file named so in it; null when there is none. A folder before the name does not matter.
    /// </summary>
    /// <exception cref="InvalidDataException">It is no zip, or has two of them.</exception>
    public string? Find(string name)
    {
        using var archive = Read();
        var found = archive.Entries.Where(entry => entry.Name.StartsWith(name, StringComparison.Ordinal)
            && (entry.Name.Length == name.Length || entry.Name[name.Length] is '.')).ToList();
        return found.Count > 1 ? throw new InvalidDataException($"{name} stands twice") : found.SingleOrDefault()?.FullName;
    }

    /// <summary>SHA-256 over the unpacked file, lower-case hex.</summary>
    public async Task<string> HashOf(string entry, CancellationToken ct)
    {
        using var archive = Read();
        await using var content = Open(archive, entry);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, ct));
    }

    /// <summary>The lines of a file without their ends, as bytes: offsets count bytes, not characters.</summary>
    /// <exception cref="InvalidDataException">It breaks off or is too large.</exception>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> Lines(string entry)
    {
        using var archive = Read();
        await using var content = Open(archive, entry);
        var (buffer, filled) = (new byte[64 * 1024], 0);
        while (await content.ReadAsync(buffer.AsMemory(filled)) is var read and > 0)
        {
            filled += read;
            var start = 0;
            while (buffer.AsSpan(start, filled - start).IndexOf((byte)'\n') is var length and >= 0)
            {
                var end = start + length;
                yield return buffer.AsMemory(start, (end > start && buffer[end - 1] == '\r' ? end - 1 : end) - start);
                start = end + 1;
            }
            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            filled -= start;
            if (filled == buffer.Length) throw new InvalidDataException("a line has no end");
        }
        if (filled > 0) throw new InvalidDataException("the last line has no end: the file is cut off");
        if (content.Count != archive.GetEntry(entry)!.Length) throw new InvalidDataException("the file is cut off");
    }

    private ZipArchive Read() => new(new MemoryStream(zip, writable: false), ZipArchiveMode.Read);

    private LimitedStream Open(ZipArchive archive, string entry) => new(archive.GetEntry(entry)!.Open(), unpackedAtMost);
}
