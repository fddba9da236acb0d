namespace Payout.Transfers;

/// <summary>Why a transfer is certainly dead (architecture §8). There is no other way to die.</summary>
public enum DeathCertificate
{
    /// <summary>It was never sent, and cannot be.</summary>
    NeverSent,

    /// <summary>(a) A documented rejection, and every send of it has its own answer.</summary>
    OwnAnswer,

    /// <summary>
    /// (a) A documented rejection, and after it and the settling time a question that says rejected or not found.
    /// </summary>
    CodeAndQuery,

    /// <summary>
    /// (b) Every complete statement of the possible days is silent, and a question after them says not found.
    /// </summary>
    SilentStatements,
}
