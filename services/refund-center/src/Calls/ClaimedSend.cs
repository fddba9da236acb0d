using Channels;
using RefundCenter.Legs;

namespace RefundCenter.Calls;

/// <summary>A send that was written and is ours to make, once.</summary>
/// <param name="Request">The stored bytes; null for a query.</param>
/// <param name="TraceParent">The trace of the leg's order.</param>
public sealed record ClaimedSend(
    Guid LegId, Lane Lane, string Instrument, SentRequest Sent, ChannelRefund Refund, ChannelRequest? Request,
    string? TraceParent = null);

/// <summary>What became of it.</summary>
public sealed record AnsweredSend(ClaimedSend Claim, ChannelAnswer Answer, DateTimeOffset At);
