namespace Reconciliation.Matches;

/// <summary>The intent to match one day, and what came of it.</summary>
public sealed class Matching
{
    public Guid RunId { get; init; }
    public string Channel { get; init; } = "";
    public string ChannelMerchant { get; init; } = "";
    public DateOnly Day { get; init; }
    public int Round { get; private set; }
    public int MatchedRound { get; private set; }
    public int Lines { get; private set; }
    public int Moved { get; private set; }
    public int Waiting { get; private set; }
    public int Breaks { get; private set; }

    /// <returns>True when this round was matched already: answer again.</returns>
    public bool Ask(int round)
    {
        Round = Math.Max(Round, round);
        return MatchedRound >= round;
    }

    public void Matched(MatchCounts counts) =>
        (MatchedRound, Lines, Moved, Waiting, Breaks) =
            (Round, counts.Lines, counts.Moved, counts.Waiting, counts.Breaks);
}
