using Channels.Rules;

namespace RefundCenter.Calls;

/// <summary>
/// Whether a channel is taken for down (the rulebook's <c>breaker</c>). After so many calls in a row without a readable
/// answer no new refund goes to it for a pause; then one tries, and so on, and the first answer ends it. What the channel
/// may have already is asked for a few times in a pause. One row per channel, shared by the replicas; every method runs
/// under its lock.
/// </summary>
public sealed class ChannelBreaker
{
    /// <summary>A pause has so many slots of the same length: the last one is the probe's, the others are for questions.</summary>
    private const int Slots = 4;

    private ChannelBreaker() { }

    public string Channel { get; private set; } = "";

    /// <summary>Calls in a row without a readable answer.</summary>
    public int Failures { get; private set; }

    public DateTimeOffset? FailingSince { get; private set; }

    /// <summary>Since when it is taken for down; null while it is not.</summary>
    public DateTimeOffset? OpenedAt { get; private set; }

    public DateTimeOffset? ProbeAt { get; private set; }
    public DateTimeOffset? AskAt { get; private set; }

    public static ChannelBreaker Of(string channel) => new() { Channel = channel };

    /// <summary>So many further calls had no readable answer. True when the channel is taken for down from now on.</summary>
    public bool Failed(int calls, DateTimeOffset now, BreakerRule rule)
    {
        if (FailingSince is not { } since || now - since > rule.Within) (Failures, FailingSince) = (0, now);
        Failures += calls;
        if (OpenedAt is not null || Failures < rule.Failures) return false;
        (OpenedAt, ProbeAt, AskAt) = (now, now + rule.Pause, now + (rule.Pause / Slots));
        return true;
    }

    /// <summary>It answered, whatever it said.</summary>
    public void Answered() => (Failures, FailingSince, OpenedAt, ProbeAt, AskAt) = (0, null, null, null, null);

    /// <summary>Null while it is not taken for down: then everything may go.</summary>
    public ChannelPass? PassAt(DateTimeOffset now) =>
        OpenedAt is null ? null
        : now >= ProbeAt ? ChannelPass.Probe
        : now >= AskAt ? ChannelPass.Question
        : ChannelPass.None;

    /// <summary>One leg went by this pass.</summary>
    public void Use(ChannelPass pass, DateTimeOffset now, BreakerRule rule)
    {
        AskAt = now + (rule.Pause / Slots);
        if (pass is ChannelPass.Probe) ProbeAt = now + rule.Pause;
    }
}
