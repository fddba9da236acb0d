using Channels;
using Channels.Rules;
using RefundCenter.Legs;

namespace RefundCenter.Calls;

/// <summary>
/// What one channel merchant may be asked, in two budgets (S6): one for all requests, and a small one for those that may
/// be refused. A refusal that came unexpectedly is spent afterwards, and while that budget is overdrawn everything
/// waits: the channel would throttle the good ones too. Refunds of old payments draw on a third one as well, where the
/// channel has a rule for them. Lives as long as its row is locked.
/// </summary>
internal sealed class RequestBudget
{
    private readonly OldPaymentsRule? oldPayments;
    private RateBudget good;
    private RateBudget bad;
    private RateBudget old;

    /// <param name="rates">Of the rulebook in force; what the row holds beyond them is cut.</param>
    /// <param name="row">What is stored.</param>
    /// <param name="now">The database's time.</param>
    /// <param name="old">The rule for old payments and what is stored for it; null where there is none.</param>
    public RequestBudget(
        RequestRates rates, (long Good, long Bad, DateTimeOffset FilledAt) row, DateTimeOffset now,
        (OldPaymentsRule Rule, long Tokens)? old = null)
    {
        FilledAt = now;
        good = new RateBudget(rates.GoodPerSecond, row.Good).After(now - row.FilledAt);
        bad = new RateBudget(rates.BadPerSecond, row.Bad).After(now - row.FilledAt);
        if (old is not { } rule) return;
        oldPayments = rule.Rule;
        this.old = new RateBudget(rule.Rule.PerMinute, rule.Tokens, Seconds: 60).After(now - row.FilledAt);
    }

    public long Good => good.Tokens;
    public long Bad => bad.Tokens;
    public long Old => old.Tokens;
    public DateTimeOffset FilledAt { get; }

    /// <summary>Its row is to be written.</summary>
    public bool IsSpent { get; private set; }

    /// <summary>One request that may be refused may go now.</summary>
    public bool MayAsk => good.Available > 0 && bad.Available > 0;

    /// <summary>
    /// What is due is a refund, or its retry, and its payment so old that it draws on the budget for those.
    /// </summary>
    /// <param name="leg">One that is due.</param>
    /// <param name="now">Business time, as that of the payment.</param>
    public bool IsOld(Leg leg, DateTimeOffset now) => leg.Step is LegStep.Submit
        && oldPayments is { AfterDays: var days } && leg.PaidAt?.AddDays(days) <= now;

    /// <summary>One of these may go now.</summary>
    public bool MaySendOld => old.Available > 0;

    /// <summary>In this time one more of these may go.</summary>
    public TimeSpan PaceOfOld => old.Pace;

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

    /// <summary>One of these goes, beside what it spends as any other.</summary>
    public void SpendOld() => (old, IsSpent) = (old.Less(1), true);

    /// <summary>So many were refused that nobody expected to be.</summary>
    public void NoteRefusals(int refusals)
    {
        bad = bad.Less(refusals);
        IsSpent = true;
    }
}
