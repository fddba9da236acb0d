using Microsoft.EntityFrameworkCore;
using Platform.Persistence;

namespace Platform.Operators.Proposals;

/// <summary>A kind of proposal whose payload is a record: snake_case, unknown and missing members are refused.</summary>
public abstract class ProposalKind<TDb, TPayload> : IProposalKind<TDb> where TDb : DbContext where TPayload : class
{
    public abstract string Name { get; }

    public abstract string AuthorRole { get; }

    public abstract string CheckerRole { get; }

    public virtual TimeSpan ExpiresAfter => TimeSpan.FromDays(3);

    /// <inheritdoc cref="IProposalKind{TDb}.Check"/>
    protected abstract Task<Objection?> Check(TDb db, string subject, TPayload payload, CancellationToken ct);

    /// <inheritdoc cref="IProposalKind{TDb}.Execute"/>
    protected abstract Task<ProposalOutcome> Execute(Unit<TDb> unit, ApprovedProposal<TPayload> proposal, CancellationToken ct);

    Task<Objection?> IProposalKind<TDb>.Check(TDb db, string subject, JsonElement payload, CancellationToken ct)
    {
        try
        {
            if (payload.Deserialize<TPayload>(OperatorBody.Json) is { } read) return Check(db, subject, read, ct);
        }
        catch (JsonException)                                     // its message would quote the payload
        {
        }
        return Task.FromResult<Objection?>(ProposalObjections.PayloadInvalid);
    }

    Task<ProposalOutcome> IProposalKind<TDb>.Execute(Unit<TDb> unit, ApprovedProposal<JsonElement> proposal, CancellationToken ct) =>
        Execute(unit, new(
            proposal.Id, proposal.Subject, proposal.Payload.Deserialize<TPayload>(OperatorBody.Json)!,
            proposal.Made, proposal.Approved), ct);
}
