using Microsoft.EntityFrameworkCore;
using Platform.Operators;
using Platform.Operators.Proposals;
using Platform.Persistence;
using Platform.Tests.Sample;

namespace Platform.Tests.Operators.Proposals;

/// <summary>What a counter is set to.</summary>
public sealed record SetCounterPayload(long From, long To);

/// <summary>Sets a counter from one value to another: nothing is overwritten that is not what both persons saw.</summary>
public sealed class SetCounter : ProposalKind<SampleDb, SetCounterPayload>
{
    public override string Name => "counter.set";

    public override string AuthorRole => "counters";

    public override string CheckerRole => "counters";

    public override TimeSpan ExpiresAfter => TimeSpan.FromDays(1);

    protected override async Task<Objection?> Check(SampleDb db, string subject, SetCounterPayload payload, CancellationToken ct) =>
        Guid.TryParseExact(subject, "D", out var id) && await db.Counters.FirstOrDefaultAsync(c => c.Id == id, ct) is { } counter
            ? counter.Value == payload.From ? null : Moved
            : new("counter_not_found", 404, "There is no such counter.");

    protected override async Task<ProposalOutcome> Execute(
        Unit<SampleDb> unit, ApprovedProposal<SetCounterPayload> proposal, CancellationToken ct)
    {
        var id = Guid.ParseExact(proposal.Subject, "D");
        await unit.Lock(ct, LockKey.Of<Counter>(id));
        var counter = unit.Db.FindLocked<Counter>(id)!;
        counter.Note = "touched";                                 // nothing of it stays when it is refused
        await unit.Save(ct);
        if (counter.Value != proposal.Payload.From) return new ProposalOutcome.Refused(Moved);
        counter.Value = proposal.Payload.To;
        counter.Note = $"{proposal.Made.PersonName}, {proposal.Approved.PersonName}";
        unit.Publish(new Added(id, counter.Value));
        return new ProposalOutcome.Done(new { value = counter.Value }) { ToldOnce = new { secret = "s3cret" } };
    }

    private static readonly Objection Moved = new("counter_moved", 409, "The counter has moved.");
}
