namespace Platform.Operators.Proposals;

/// <summary>What can be done to a proposal: the first three by authors, the others by checkers.</summary>
public enum ProposalActKind
{
    Made,
    Edited,

    /// <summary>The author takes it back.</summary>
    Withdrawn,

    /// <summary>The checker wants it changed: it is the authors' turn.</summary>
    Returned,
    Approved,
    Rejected,
}
