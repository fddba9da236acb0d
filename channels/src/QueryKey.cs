namespace Channels;

/// <summary>A number by which the channel can be asked, best first (S9).</summary>
/// <param name="Name">The channel's own name of the key, for example <c>out_refund_no</c>.</param>
/// <param name="TrustedFor">
/// How long after the send "not found" under this key means never seen; null is without end. Past it, not found may
/// also mean forgotten, and certifies nothing.
/// </param>
/// <param name="UpToParts">Up to how many refunds of one payment the key works; null is any number (S8).</param>
public sealed record QueryKey(string Name, TimeSpan? TrustedFor, int? UpToParts)
{
    /// <summary>Whether it still works for a refund this old of a payment with so many parts (S8, S22).</summary>
    public bool Works(TimeSpan age, int parts) =>
        (TrustedFor is null || age <= TrustedFor) && (UpToParts is null || parts <= UpToParts);
}
