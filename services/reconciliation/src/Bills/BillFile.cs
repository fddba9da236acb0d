namespace Reconciliation.Bills;

/// <summary>
/// One file as the channel published it. A day may have several versions of a kind; the last one that is loaded whole
/// counts, and the older ones stay, so that nobody can say that a line was never there.
/// </summary>
public sealed class BillFile
{
    public Guid Id { get; init; }
    public string Channel { get; init; } = "";
    public string ChannelMerchant { get; init; } = "";
    public DateOnly Day { get; init; }
    public string Kind { get; init; } = "";

    /// <summary>As the channel gives it, over the whole uncompressed file.</summary>
    public string Hash { get; init; } = "";

    /// <summary>1, 2, … of this day and kind, in the order in which they were loaded; 0 while loading.</summary>
    public int Version { get; private set; }

    public int LineCount { get; private set; }
    public DateTimeOffset BegunAt { get; init; }

    /// <summary>All lines are in; null while loading, or when the loading process died.</summary>
    public DateTimeOffset? LoadedAt { get; private set; }

    /// <summary>A later version counts.</summary>
    public DateTimeOffset? SupersededAt { get; private set; }

    public void Loaded(int version, int lines, DateTimeOffset now) =>
        (Version, LineCount, LoadedAt) = (version, lines, now);

    public void Superseded(DateTimeOffset now) => SupersededAt = now;
}
