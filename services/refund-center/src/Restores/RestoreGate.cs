namespace RefundCenter.Restores;

/// <summary>
/// What a restore from a copy has made uncertain. A refund older than the restore may have been sent after the copy was
/// taken: its legs are asked for before anything is sent. Every leg has its own gate (its row); this says which legs
/// begin behind one.
/// </summary>
public sealed class RestoreGate
{
    /// <summary>How far the clocks of two machines may be apart.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private DateTimeOffset? markedAt;

    /// <summary>The last restore there was, on the business clock; null for none.</summary>
    public void Mark(DateTimeOffset? at) => markedAt = at;

    /// <summary>True when the refund's id was made before the restore.</summary>
    public bool MayHaveBeenSent(Guid refundId) =>
        markedAt is { } marked && (refundId.Version != 7 || MadeAt(refundId) <= marked + Skew);

    private static DateTimeOffset MadeAt(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        long milliseconds = 0;
        for (var i = 0; i < 6; i++) milliseconds = (milliseconds << 8) | bytes[i];
        return DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(milliseconds, 253402300799999));
    }
}
