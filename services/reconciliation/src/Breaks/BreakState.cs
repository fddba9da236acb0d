namespace Reconciliation.Breaks;

/// <summary>Whether a break still stands.</summary>
public enum BreakState
{
    Open,

    /// <summary>
    /// Resolved by a later file, or by a later word of ours. It opens again when the same difference comes back.
    /// </summary>
    Closed,
}
