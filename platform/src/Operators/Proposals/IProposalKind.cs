using Microsoft.EntityFrameworkCore;
using Platform.Persistence;

namespace Platform.Operators.Proposals;

/// <summary>
/// Something that takes two persons: one who proposes it and another one who approves it. Registered by one line,
/// <c>p.Proposal&lt;TKind&gt;()</c>; implement <see cref="ProposalKind{TDb, TPayload}"/>.
/// </summary>
public interface IProposalKind
{
    /// <summary>noun.verb, for example <c>leg.certify</c>; unique in the service.</summary>
    string Name { get; }

    /// <summary>Who may make and edit it.</summary>
    string AuthorRole { get; }

    /// <summary>Who may return, approve and reject it; may be the same role: the persons differ.</summary>
    string CheckerRole { get; }

    /// <summary>How long it may be approved after it was made or last edited.</summary>
    TimeSpan ExpiresAfter { get; }
}

/// <summary>The part of a kind that knows the service's database.</summary>
public interface IProposalKind<TDb> : IProposalKind where TDb : DbContext
{
    /// <summary>
    /// Whether it makes sense to propose this now, in the transaction in which it is made or edited. Null when it does. The subject
    /// must be written in the one way it can be: at most one proposal of a kind about a subject is open.
    /// </summary>
    Task<Objection?> Check(TDb db, string subject, JsonElement payload, CancellationToken ct);

    /// <summary>
    /// Does it, in the approval's transaction. Lock and read again whatever it rests on: what was true when it was made may no longer be.
    /// What is refused has no effect, and the proposal ends as failed.
    /// </summary>
    Task<ProposalOutcome> Execute(Unit<TDb> unit, ApprovedProposal<JsonElement> proposal, CancellationToken ct);
}
