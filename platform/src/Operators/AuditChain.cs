namespace Platform.Operators;

/// <summary>
/// Follows audit entries from one to the next: whatever was changed, taken out or put in between is found. What was cut off at the end
/// is found by who noted a later hash: so the last one is told with every page.
/// </summary>
public sealed class AuditChain
{
    /// <summary>What the first row has for a previous hash.</summary>
    public static ReadOnlyMemory<byte> Start { get; } = new byte[32];

    /// <summary>How many rows were followed.</summary>
    public long Seq { get; private set; }

    /// <summary>Of the last of them.</summary>
    public ReadOnlyMemory<byte> Hash { get; private set; } = Start;

    /// <summary>Follows one row; null when it fits.</summary>
    public AuditBreak? Follow(AuditEntry entry)
    {
        if (entry.Seq != Seq + 1) return new(Seq + 1, "missing");
        if (!Hash.Span.SequenceEqual(entry.PreviousHash)) return new(entry.Seq, "previous_hash");
        if (!entry.ComputeHash().AsSpan().SequenceEqual(entry.Hash)) return new(entry.Seq, "hash");
        (Seq, Hash) = (entry.Seq, entry.Hash);
        return null;
    }

    /// <summary>Names the first row that does not hold; null when all do. The rows from the first one on, in order.</summary>
    public static AuditBreak? Verify(IEnumerable<AuditEntry> entries)
    {
        var chain = new AuditChain();
        return entries.Select(chain.Follow).FirstOrDefault(broken => broken is not null);
    }
}
