using Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Platform.Operators;
using Platform.Operators.Proposals;
using Platform.Persistence;

namespace RefundCenter.Rulebooks;

/// <summary>
/// A new version of a channel's rulebook, by two persons (M3, M11). The subject is the channel, the payload the whole
/// document; it is in force everywhere from its own time on, without a new release.
/// </summary>
internal sealed class RulebookProposal(TimeProvider clock) : IProposalKind<RefundCenterDb>
{
    /// <summary>The rules may hold from the moment on in which they are written down, however slowly two persons read.</summary>
    private static readonly TimeSpan Lateness = TimeSpan.FromMinutes(1);

    public string Name => "rulebook.publish";

    public string AuthorRole => "rulebook-author";

    public string CheckerRole => "rulebook-checker";

    public TimeSpan ExpiresAfter => TimeSpan.FromDays(7);

    public async Task<Objection?> Check(RefundCenterDb db, string subject, JsonElement payload, CancellationToken ct)
    {
        var (document, objection) = Read(subject, payload);
        return document is null ? objection : await NotNext(db, document, ct) ?? TooLate(document, clock.GetUtcNow());
    }

    /// <summary>
    /// Its time was checked when it was made; one that has come since begins with the approval. Of two at once the table's
    /// key leaves one.
    /// </summary>
    public async Task<ProposalOutcome> Execute(
        Unit<RefundCenterDb> unit, ApprovedProposal<JsonElement> proposal, CancellationToken ct)
    {
        var (document, objection) = Read(proposal.Subject, proposal.Payload);
        objection ??= await NotNext(unit.Db, document!, ct);
        if (objection is not null) return new ProposalOutcome.Refused(objection);
        var decision = new RulebookDecision(NameOf(proposal.Made), NameOf(proposal.Approved), proposal.Made.Reason);
        await using var add = RulebookStore.Adding(document!, decision, clock.GetUtcNow());
        add.Connection = (NpgsqlConnection)unit.Db.Database.GetDbConnection();
        add.Transaction = (NpgsqlTransaction?)unit.Db.Database.CurrentTransaction?.GetDbTransaction();
        return await add.ExecuteNonQueryAsync(ct) == 0
            ? new ProposalOutcome.Refused(NotNext(document!))
            : new ProposalOutcome.Done(new { document!.Channel, document.Version, document.Hash });
    }

    private static string NameOf(ProposalAct act) => $"{act.PersonName} ({act.PersonId})";

    private static (RulebookDocument?, Objection?) Read(string subject, JsonElement payload)
    {
        if (!RulebookDocument.TryRead(payload.GetRawText(), out var document, out var mistakes))
            return (null, new("rulebook_invalid", 422, $"Mistakes of the rulebook: {string.Join("; ", mistakes)}."));
        return document.Channel == subject
            ? (document, null)
            : (null, new("rulebook_invalid", 422, $"It is the rulebook of {document.Channel}, not of {subject}."));
    }

    private static async Task<Objection?> NotNext(RefundCenterDb db, RulebookDocument document, CancellationToken ct)
    {
        var last = await db.Query(
            "SELECT coalesce(max(version), 0) FROM rulebooks WHERE channel = $1", row => row.GetInt32(0), ct,
            document.Channel);
        return document.Version == last[0] + 1 ? null : NotNext(document);
    }

    private static Objection NotNext(RulebookDocument document) => new(
        "rulebook_version_taken", 409, $"Version {document.Version} does not follow the last one of {document.Channel}.");

    private static Objection? TooLate(RulebookDocument document, DateTimeOffset now) =>
        document.Book.EffectiveFrom >= now - Lateness
            ? null
            : new("rulebook_in_the_past", 422, "A rulebook holds from now on or later: what was done, was done by another.");
}
