namespace Platform.Operators.Proposals;

/// <summary>Where a proposal is. Only an open one can be acted on, and none is opened again.</summary>
public enum ProposalState
{
    Open,
    Rejected,
    Withdrawn,

    /// <summary>Nobody approved it in time.</summary>
    Expired,

    /// <summary>Approved and executed, in one transaction.</summary>
    Done,

    /// <summary>Approved, and refused when it was executed: what it rested on had changed. It had no effect.</summary>
    Failed,
}
