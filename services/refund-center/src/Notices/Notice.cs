namespace RefundCenter.Notices;

/// <summary>What a channel told us unasked, as it came. Its id makes sure that it counts once.</summary>
public sealed class Notice
{
    public required string Channel { get; init; }

    /// <summary>The channel's id of the notice, equal in every repetition.</summary>
    public required string Id { get; init; }

    public required Guid LegId { get; init; }

    /// <summary>One of the eight, by name.</summary>
    public required string Answer { get; init; }

    /// <summary>The body exactly as received; what it says of people is encrypted in it.</summary>
    public required byte[] Body { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }
}
