using Channels;

namespace RefundCenter.Legs;

/// <summary>
/// One request to a channel, written before it is made. When it has neither an answer nor a running lease, nobody knows
/// what became of it: the retry mode decides, it is never just made again (architecture §7).
/// </summary>
public sealed class Send
{
    public required Guid LegId { get; init; }
    public required int No { get; init; }
    public required LegStep Step { get; init; }
    public required DateTimeOffset ClaimedAt { get; init; }

    /// <summary>Real time.</summary>
    public required DateTimeOffset LeaseUntil { get; init; }

    public string? Operation { get; init; }
    public string? Verb { get; init; }
    public string? Path { get; init; }

    /// <summary>
    /// The exact bytes, without signature and time; null for queries, which are composed at call time.
    /// </summary>
    public byte[]? Body { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>One of the eight, by name.</summary>
    public string? Answer { get; init; }

    /// <summary>The channel's code or number, for people; without payee data.</summary>
    public string? Detail { get; init; }

    /// <summary>When its lease was found ended without an answer.</summary>
    public DateTimeOffset? LapsedAt { get; init; }

    public SentRequest AsRequest() => new(No, Step, ClaimedAt);

    public ChannelRequest? Request() => Body is null ? null : new ChannelRequest(Operation!, Verb!, Path!, Body);
}
