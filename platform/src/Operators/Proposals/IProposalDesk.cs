namespace Platform.Operators.Proposals;

/// <summary>What persons can do with the proposals of a service, whatever its database is.</summary>
internal interface IProposalDesk
{
    /// <summary>The open ones, the oldest first.</summary>
    Task<IReadOnlyList<ProposalLine>> Open(CancellationToken ct);

    /// <summary>Null when there is none.</summary>
    Task<ProposalView?> Find(Guid id, CancellationToken ct);

    Task<(ProposalAnswer? Answer, Objection? Objection)> Make(Operator person, ProposalWish wish, CancellationToken ct);

    Task<(ProposalAnswer? Answer, Objection? Objection)> Act(
        Operator person, Guid id, ProposalActKind act, ActWish wish, CancellationToken ct);
}
