namespace Simulators.Truth;

/// <summary>
/// Append-only list of what really happened, kept as JSON lines in <c>Truth:File</c>. A line has reached the operating
/// system before <see cref="Append"/> returns, so that it survives the death of this process; a restarted process
/// reads its own file back.
/// </summary>
public sealed class TruthLog : IDisposable
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly Lock gate = new();
    private readonly List<TruthLine> lines = [];
    private readonly FileStream? file;

    /// <param name="path">Null keeps the lines in memory only.</param>
    public TruthLog(string? path)
    {
        if (string.IsNullOrEmpty(path)) return;
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
        file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        Restore(file);
    }

    public void Append(TruthLine line)
    {
        byte[] bytes = [.. JsonSerializer.SerializeToUtf8Bytes(line, Json), (byte)'\n'];
        lock (gate)
        {
            file?.Write(bytes);
            lines.Add(line);
        }
    }

    /// <summary>A copy of all lines, in the order in which they happened.</summary>
    public IReadOnlyList<TruthLine> All()
    {
        lock (gate) return lines.ToArray();
    }

    public void Dispose() => file?.Dispose();

    /// <summary>A last line without its end was never confirmed to anybody: it is cut off.</summary>
    private void Restore(FileStream from)
    {
        var bytes = new byte[from.Length];
        from.ReadExactly(bytes);
        var whole = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        foreach (var range in bytes.AsSpan(0, whole).Split((byte)'\n'))
        {
            var text = bytes.AsSpan(range);
            if (!text.IsEmpty) lines.Add(JsonSerializer.Deserialize<TruthLine>(text, Json)!);
        }
        from.SetLength(whole);
        from.Position = whole;
    }
}
