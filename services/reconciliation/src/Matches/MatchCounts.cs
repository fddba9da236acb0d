namespace Reconciliation.Matches;

/// <summary>What the day board shows of a matched day.</summary>
/// <param name="Lines">Refund lines in the day's files that count.</param>
/// <param name="Moved">Numbers of ours of which they say that money moved.</param>
/// <param name="Waiting">In the day-cut pool of the channel merchant, both sides.</param>
/// <param name="Breaks">Open ones of the channel merchant.</param>
public sealed record MatchCounts(int Lines, int Moved, int Waiting, int Breaks);
