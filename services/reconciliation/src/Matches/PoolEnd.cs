namespace Reconciliation.Matches;

/// <summary>How a wait in the day-cut pool ended.</summary>
public enum PoolEnd
{
    /// <summary>The counterpart came.</summary>
    Matched,

    /// <summary>It did not, and all files of all its days are there.</summary>
    Unmatched,
}
