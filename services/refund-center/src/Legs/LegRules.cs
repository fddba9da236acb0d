using Channels;

namespace RefundCenter.Legs;

/// <summary>
/// What the rules of a leg need of its channel's rulebook (M3), for its instrument. Numbers are not in code.
/// </summary>
/// <param name="Retry">What may follow an unknown outcome.</param>
/// <param name="Settling">After this time a request that the channel got is visible to its queries.</param>
/// <param name="NextProbe">
/// From when it was sent and now: when to ask next, null when the plan is over. Counted from the send and not from the
/// last question, so that a clock that jumps or a service that slept skips what is past.
/// </param>
/// <param name="LaterPauses">
/// Pauses before the same number is asked for again after a refusal for now; the last one repeats.
/// </param>
/// <param name="ThrottlePause">The shortest pause after "too many requests".</param>
/// <param name="ReturnsToMerchant">An abnormal refund is sent to our own account, so that a payout may follow.</param>
public sealed record LegRules(
    RetryMode Retry,
    TimeSpan Settling,
    Func<DateTimeOffset, DateTimeOffset, DateTimeOffset?> NextProbe,
    IReadOnlyList<TimeSpan> LaterPauses,
    TimeSpan ThrottlePause,
    bool ReturnsToMerchant)
{
    /// <summary>
    /// Whether "not found", asked at the second time for what was sent at the first, means never seen: under some key
    /// that the channel still knows at that age (S8, S9, S22). Past it, not found may also mean forgotten.
    /// </summary>
    public Func<DateTimeOffset, DateTimeOffset, bool> TrustsNotFound { get; init; } = (_, _) => true;

    /// <summary>The methods for which we have the means at this channel and merchant, in order.</summary>
    public IReadOnlyList<string> Methods { get; init; } = Legs.Methods.All;

    public TimeSpan LaterPause(int times) => LaterPauses[Math.Min(times, LaterPauses.Count - 1)];
}
