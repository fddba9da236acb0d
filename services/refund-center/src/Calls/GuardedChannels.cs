using Channels.Rules;

namespace RefundCenter.Calls;

/// <summary>The channels that are taken for down, as a claim has locked them: one leg each, at most.</summary>
internal sealed class GuardedChannels(
    IReadOnlyList<ChannelBreaker> breakers, Func<string, BreakerRule> ruleOf, DateTimeOffset now)
{
    private readonly Dictionary<string, ChannelPass> passes = breakers
        .Where(breaker => breaker.PassAt(now) is not null)
        .ToDictionary(breaker => breaker.Channel, breaker => breaker.PassAt(now)!.Value);

    /// <summary>Channels of which one question or retry may go now, and nothing else.</summary>
    public IReadOnlyList<string> Questions =>
        [.. passes.Where(p => p.Value is ChannelPass.Question).Select(p => p.Key)];

    /// <summary>
    /// The lanes without those of these channels, except one place for a probe. It is rather a new refund: questions have
    /// slots of their own.
    /// </summary>
    public IEnumerable<(Lane Lane, int Places)> Narrow(IReadOnlyList<(Lane Lane, int Places)> lanes) => lanes
        .GroupBy(l => l.Lane.Channel)
        .SelectMany(channel => !passes.TryGetValue(channel.Key, out var pass) ? channel
            : pass is not ChannelPass.Probe ? []
            : channel.OrderBy(l => l.Lane.IsRisky || l.Lane.IsInDoubt).Take(1).Select(l => (l.Lane, Places: 1)));

    /// <summary>These channels had a leg claimed.</summary>
    public void Use(IEnumerable<string> channels)
    {
        foreach (var breaker in breakers.IntersectBy(channels, breaker => breaker.Channel))
            if (passes.TryGetValue(breaker.Channel, out var pass)) breaker.Use(pass, now, ruleOf(breaker.Channel));
    }
}
