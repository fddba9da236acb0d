using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Channels.WeChatPay;

/// <summary>A downloaded bill on disk, unpacked.</summary>
internal sealed class BillFile : IDisposable
{
    /// <summary>More than any merchant's day; guards the disk against a compressed bomb.</summary>
    private const long LargestBytes = 16L * 1024 * 1024 * 1024;

    private readonly FileStream file;

    private BillFile(FileStream file, string sha1) => (this.file, Sha1) = (file, sha1);

    /// <summary>Over the uncompressed file, lower-case hex.</summary>
    public string Sha1 { get; }

    /// <summary>Streams to disk, unpacking GZIP when its magic bytes stand there, and hashing on the way.</summary>
    public static async Task<BillFile> Save(Stream download, CancellationToken ct)
    {
        var file = ScratchFile.Open();
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
            await using var unpacked = await Unpacked(download, ct);
            await using var content = new LimitedStream(unpacked, LargestBytes);
            var buffer = new byte[128 * 1024];
            while (await content.ReadAsync(buffer, ct) is var read and > 0)
            {
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), ct);
            }
            return new BillFile(file, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>All rows from the beginning, the summary last.</summary>
    public async IAsyncEnumerable<BillRow> Rows()
    {
        file.Position = 0;
        using var reader = new StreamReader(file, Encoding.UTF8, true, 64 * 1024, leaveOpen: true);
        await foreach (var row in BillTable.Read(reader)) yield return row;
    }

    public void Dispose() => file.Dispose();

    private static async Task<Stream> Unpacked(Stream download, CancellationToken ct)
    {
        var start = new byte[2];
        var read = await download.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, ct);
        var whole = new PrefixedStream(start.AsMemory(0, read), download);
        return start is [0x1f, 0x8b] ? new GZipStream(whole, CompressionMode.Decompress) : whole;
    }
}
