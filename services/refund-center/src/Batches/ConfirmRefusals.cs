using Platform.Operators;
using Platform.Operators.Proposals;
using Platform.Persistence;
using RefundCenter.Calls;
using RefundCenter.Desk;
using RefundCenter.Legs;

namespace RefundCenter.Batches;

/// <summary>
/// Two persons agree that the bank has refused these lines for good: what one of them brought is easily made, and a death
/// frees the money for another method (architecture §8). The subject is the batch's id.
/// </summary>
internal sealed class ConfirmRefusals(BatchStore store, TimeProvider clock)
    : ProposalKind<RefundCenterDb, ConfirmRefusalsPayload>
{
    private static readonly Objection Changed = new(
        "refusals_changed", 409, "A line is not refused with this code, or its refund has ended since: look again.");

    public override string Name => "batch.confirm_refusals";

    public override string AuthorRole => DeskEndpoints.Role;

    public override string CheckerRole => DeskEndpoints.Role;

    protected override Task<Objection?> Check(
        RefundCenterDb db, string subject, ConfirmRefusalsPayload payload, CancellationToken ct) =>
        BatchSubject.Check(store, db, subject, open => Named(open, payload) is null ? Changed : null, ct);

    protected override async Task<ProposalOutcome> Execute(
        Unit<RefundCenterDb> unit, ApprovedProposal<ConfirmRefusalsPayload> proposal, CancellationToken ct)
    {
        if (await store.Lock(unit, Guid.ParseExact(proposal.Subject, "D"), ct) is not { } open
            || Named(open, proposal.Payload) is not { } lines)
            return new ProposalOutcome.Refused(Changed);
        var (by, now) = (new TwoPeople(proposal.Made.PersonName, proposal.Approved.PersonName), clock.GetUtcNow());
        foreach (var line in lines)
        {
            var leg = unit.Db.FindLocked<Leg>(line.LegId)!;
            var (outcome, refusal) = leg.RefusalConfirmedBy(by, now);
            if (refusal is { } why) return new ProposalOutcome.Refused(DeskRefusals.Of(why));
            await unit.Db.Record(leg, outcome!, LegClaims.Publish(unit), ct);
        }
        open.Batch.Answer(open.IsWhole, now);
        return new ProposalOutcome.Done(new { open.Batch.No, Lines = lines.Count });
    }

    /// <summary>The lines that are named; null when one of them is not as it is named, or there are none.</summary>
    private static List<BatchLine>? Named(OpenBatch open, ConfirmRefusalsPayload payload)
    {
        var lines = open.Unconfirmed
            .Where(line => payload.Lines.TryGetValue(line.LineNo, out var code) && code == line.FailCode).ToList();
        return lines.Count > 0 && lines.Count == payload.Lines.Count ? lines : null;
    }
}

/// <param name="Lines">The bank's code by line number.</param>
internal sealed record ConfirmRefusalsPayload(IReadOnlyDictionary<int, string> Lines);
