using Contracts;

namespace Reconciliation.Breaks;

/// <summary>
/// A difference, unique per kind, channel merchant, number and channel number. Written by SQL, read by people.
/// </summary>
public sealed class Break
{
    /// <summary>Rises with the time of its first opening: the cursor of the list.</summary>
    public long Id { get; init; }

    public BreakKind Kind { get; init; }
    public string Channel { get; init; } = "";
    public string ChannelMerchant { get; init; } = "";

    /// <summary>Our number; for a file its kind and day.</summary>
    public string No { get; init; } = "";

    /// <summary>The channel's number, or empty.</summary>
    public string ChannelNo { get; init; } = "";

    public Guid? RefundId { get; init; }

    /// <summary>The channel's day of the file that shows it.</summary>
    public DateOnly Day { get; init; }

    public long? OursMinor { get; init; }
    public long? TheirsMinor { get; init; }
    public string? Currency { get; init; }
    public BreakState State { get; init; }
    public DateTimeOffset OpenedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }

    public Money? Ours => OursMinor is { } minor ? new Money(minor, Currency!) : null;
    public Money? Theirs => TheirsMinor is { } minor ? new Money(minor, Currency!) : null;
}
