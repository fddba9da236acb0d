namespace Payout.Restores;

/// <summary>
/// What a restore from an older copy has made uncertain: an order that is told to us again may have been sent before the
/// database was replaced, and we forgot.
/// </summary>
public sealed class Doubt
{
    /// <summary>How far the clocks of two machines may be apart.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private DateTimeOffset? restoredAt;

    /// <summary>There was one: the broker may still have messages about what we forgot.</summary>
    public bool HasForgotten => restoredAt is not null;

    /// <summary>The last restore there was, on the business clock; null for none.</summary>
    public void Since(DateTimeOffset? restored) => restoredAt = restored;

    /// <summary>
    /// The restore before which a transfer for a refund of this payment may have been sent; null when there was none. A
    /// payment whose id says that it was captured after the restore is above doubt; any other costs a question.
    /// </summary>
    public DateTimeOffset? About(Guid paymentId) =>
        restoredAt is { } restored && (paymentId.Version != 7 || MadeAt(paymentId) <= restored + Skew) ? restored : null;

    private static DateTimeOffset MadeAt(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        long milliseconds = 0;
        for (var i = 0; i < 6; i++) milliseconds = (milliseconds << 8) | bytes[i];
        return DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(milliseconds, 253402300799999));
    }
}
