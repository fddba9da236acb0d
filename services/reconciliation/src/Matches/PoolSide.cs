namespace Reconciliation.Matches;

/// <summary>Whose row waits for its counterpart.</summary>
public enum PoolSide
{
    /// <summary>A leg that no fund-flow file shows yet.</summary>
    Ours,

    /// <summary>A line whose number we do not know yet.</summary>
    Theirs,
}
