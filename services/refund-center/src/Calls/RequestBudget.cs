using Channels;

namespace RefundCenter.Calls;

/// <summary>
/// What one channel merchant may be asked, in two budgets (S6): one for all requests, and a small one for those that may
/// be refused. A refusal that came unexpectedly is spent afterwards, and while that budget is overdrawn everything
/// waits: the channel would throttle the good ones too. Lives as long as its row is locked.
/// </summary>
internal sealed class RequestBudget
{
    private RateBudget good;
    private RateBudget bad;

    /// <param name="rates">Of the rulebook in force; what the row holds beyond them is cut.</param>
    /// <param name="row">What is stored.</param>
    /// <param name="now">The database's time.</param>
    public RequestBudget(RequestRates rates, (long Good, long Bad, DateTimeOffset FilledAt) row, DateTimeOffset now)
    {
        FilledAt = now;
        good = new RateBudget(rates.GoodPerSecond, row.Good).After(now - row.FilledAt);
        bad = new RateBudget(rates.BadPerSecond, row.Bad).After(now - row.FilledAt);
    }

    public long Good => good.Tokens;
    public long Bad => bad.Tokens;
    public DateTimeOffset FilledAt { get; }

    /// <summary>Its row is to be written.</summary>
    public bool IsSpent { get; private set; }

    /// <summary>One request that may be refused may go now.</summary>
    public bool MayAsk => good.Available > 0 && bad.Available > 0;

    /// <summary>
    /// The places of this merchant's lanes as far as the budgets go. Those that may be refused go first: there are few,
    /// and they find out what is unknown.
    /// </summary>
    public IEnumerable<(Lane Lane, int Places)> Cut(IEnumerable<(Lane Lane, int Places)> lanes)
    {
        var waiting = new Queue<(Lane Lane, int Places)>(lanes.OrderByDescending(l => l.Lane.IsRisky));
        var (left, leftBad) = bad.IsOverdrawn ? (0, 0) : (good.Available, bad.Available);
        while (waiting.TryDequeue(out var next))
        {
            var share = (left + waiting.Count) / (waiting.Count + 1);          // rounded up: one is somebody's
            var places = Math.Min(next.Places, next.Lane.IsRisky ? Math.Min(share, leftBad) : share);
            if (next.Lane.IsRisky) leftBad -= places;
            left -= places;
            yield return (next.Lane, places);
        }
    }

    public void Spend(Lane lane, int requests)
    {
        good = good.Less(requests);
        if (lane.IsRisky) bad = bad.Less(requests);
        IsSpent = true;
    }

    /// <summary>So many were refused that nobody expected to be.</summary>
    public void NoteRefusals(int refusals)
    {
        bad = bad.Less(refusals);
        IsSpent = true;
    }
}
