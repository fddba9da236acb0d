namespace Channels;

/// <summary>
/// Reads another stream to a limit and calls what is larger invalid, whatever it claims of its size. Read-only.
/// </summary>
internal sealed class LimitedStream(Stream content, long bytesAtMost) : Stream
{
    /// <summary>How much was read so far.</summary>
    public long Count { get; private set; }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => Count;
        set => throw new NotSupportedException();
    }

    /// <summary>All of it.</summary>
    /// <exception cref="InvalidDataException">It is larger than that.</exception>
    public static async Task<byte[]> ReadAll(Stream content, long bytesAtMost, CancellationToken ct)
    {
        using var buffer = new MemoryStream();
        await using var limited = new LimitedStream(content, bytesAtMost);
        await limited.CopyToAsync(buffer, ct);
        return buffer.ToArray();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Counted(await content.ReadAsync(buffer, cancellationToken));

    public override int Read(byte[] buffer, int offset, int count) => Counted(content.Read(buffer, offset, count));

    public override void Flush() => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Counted(int read) => (Count += read) <= bytesAtMost
        ? read
        : throw new InvalidDataException($"larger than {bytesAtMost} bytes");
}
