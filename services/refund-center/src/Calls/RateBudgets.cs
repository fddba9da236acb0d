using System.Collections.Concurrent;
using Channels;
using RefundCenter.Rulebooks;

namespace RefundCenter.Calls;

/// <summary>
/// Per channel merchant two budgets (S6): one for all requests, and a small one for those that may be refused. A
/// refusal that came unexpectedly is spent afterwards, and while that budget is overdrawn everything waits: the channel
/// would throttle the good ones too.
/// </summary>
public sealed class RateBudgets(
    RulebookShelf shelf, RefundCenterOptions options, [FromKeyedServices("real")] TimeProvider real)
{
    private readonly ConcurrentDictionary<(string Channel, string ChannelMerchant), Pair> pairs = new();

    /// <summary>Requests that this lane may make now.</summary>
    public int Available(Lane lane)
    {
        var pair = Of(lane.Channel, lane.ChannelMerchant);
        lock (pair)
        {
            if (pair.Bad.IsOverdrawn) return 0;
            return lane.IsRisky ? Math.Min(pair.Good.Available, pair.Bad.Available) : pair.Good.Available;
        }
    }

    public void Spend(Lane lane, int requests)
    {
        var pair = Of(lane.Channel, lane.ChannelMerchant);
        lock (pair)
        {
            pair.Good.Spend(requests);
            if (lane.IsRisky) pair.Bad.Spend(requests);
        }
    }

    /// <summary>An answer to a request that nobody expected to be refused.</summary>
    public void Note(Lane lane, ChannelAnswer answer)
    {
        if (lane.IsRisky) return;
        if (answer is not (ChannelAnswer.Refused or ChannelAnswer.NeverSeen or ChannelAnswer.Throttled)) return;
        var pair = Of(lane.Channel, lane.ChannelMerchant);
        lock (pair) pair.Bad.Spend(1);
    }

    /// <summary>Of the rulebook in force: other rates begin with full budgets.</summary>
    private Pair Of(string channel, string channelMerchant)
    {
        var rates = shelf.Find(channel)!.For(channelMerchant).Rates;
        var pair = pairs.GetOrAdd((channel, channelMerchant), _ => Of(rates));
        return pair.Rates == rates ? pair : pairs[(channel, channelMerchant)] = Of(rates);
    }

    private Pair Of(RequestRates rates) => new(rates, Share(rates.GoodPerSecond), Share(rates.BadPerSecond));

    private RateBudget Share(int perSecond) => new(Math.Max(1, perSecond / options.Replicas), real);

    private sealed record Pair(RequestRates Rates, RateBudget Good, RateBudget Bad);
}
