using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Channels.Alipay;

/// <summary>A downloaded bill on disk: a ZIP with the detail and its summary, both in GBK.</summary>
internal sealed class BillArchive : IDisposable
{
    /// <summary>A superset of GBK, so that a rare character in a product's name tears no row.</summary>
    private const string Charset = "GB18030";

    /// <summary>There are two; more is no bill.</summary>
    private const int MostEntries = 16;

    private static readonly Encoding Gbk = CodePagesEncodingProvider.Instance.GetEncoding(Charset)!;

    private readonly ZipArchive zip;
    private readonly long largestBytes;

    private BillArchive(ZipArchive zip, long largestBytes) => (this.zip, this.largestBytes) = (zip, largestBytes);

    /// <summary>Streams to disk, then opens it.</summary>
    /// <exception cref="InvalidDataException">It is no ZIP, or too large.</exception>
    public static async Task<BillArchive> Save(Stream download, long largestBytes, CancellationToken ct)
    {
        var file = ScratchFile.Open();
        try
        {
            await using var content = new LimitedStream(download, largestBytes);
            await content.CopyToAsync(file, ct);
            file.Position = 0;
            return new BillArchive(new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: false, Gbk), largestBytes);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// The one file that begins with this title. Names of entries are of no use: they come without saying in which
    /// character set.
    /// </summary>
    /// <exception cref="InvalidDataException">There is none, or more than one.</exception>
    public async Task<BillEntry> Find(string title, CancellationToken ct)
    {
        if (zip.Entries.Count > MostEntries) throw new InvalidDataException("the archive has too many files");
        BillEntry? found = null;
        foreach (var entry in zip.Entries)
        {
            var candidate = new BillEntry(entry, Gbk, largestBytes);
            if (await candidate.FirstLine(ct) != title) continue;
            if (found is not null) throw new InvalidDataException($"two files of the archive are {title}");
            found = candidate;
        }
        return found ?? throw new InvalidDataException($"no file of the archive is {title}");
    }

    public void Dispose() => zip.Dispose();
}

/// <summary>One text file of the archive; can be read several times.</summary>
internal sealed class BillEntry(ZipArchiveEntry entry, Encoding charset, long largestBytes)
{
    /// <summary>No line of a bill comes near it.</summary>
    private const int LongestLine = 64 * 1024;

    public async Task<string?> FirstLine(CancellationToken ct)
    {
        await foreach (var line in Lines(null, ct)) return line;
        return null;
    }

    /// <summary>
    /// Line by line, without their ends. Neither what the entry says of its size nor its compression is believed: both
    /// the bytes and the length of a line have their limit.
    /// </summary>
    /// <param name="hash">Gets all bytes.</param>
    /// <param name="ct">Stops it.</param>
    /// <exception cref="InvalidDataException">It is too large, or not what its check sum says.</exception>
    public async IAsyncEnumerable<string> Lines(
        IncrementalHash? hash, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await using var unpacked = entry.Open();
        await using var content = new LimitedStream(unpacked, largestBytes);
        var (buffer, filled) = (new byte[LongestLine], 0);
        while (true)
        {
            if (filled == buffer.Length) throw new InvalidDataException("a line is too long");
            var read = await content.ReadAsync(buffer.AsMemory(filled), ct);
            if (read == 0) break;
            hash?.AppendData(buffer, filled, read);
            filled += read;

            // No byte of a character is a line feed in this character set.
            var start = 0;
            while (Array.IndexOf(buffer, (byte)'\n', start, filled - start) is var end and >= 0)
            {
                yield return charset.GetString(buffer, start, end - start).TrimEnd('\r');
                start = end + 1;
            }
            Array.Copy(buffer, start, buffer, 0, filled -= start);
        }
        if (filled > 0) yield return charset.GetString(buffer, 0, filled).TrimEnd('\r');
    }
}
