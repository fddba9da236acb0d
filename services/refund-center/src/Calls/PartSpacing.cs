using Channels;
using Microsoft.EntityFrameworkCore;
using Platform.Persistence;
using RefundCenter.Legs;

namespace RefundCenter.Calls;

/// <summary>
/// A channel takes two parts of one payment only some time apart (the rulebook's <c>partSpacing</c>). A part that
/// comes too early is refused, which costs the budget of refusals and a settling time until its number may go again; so
/// it waits for its turn unsent. Two workers that claim two parts at the same moment would not see each other's: the one
/// that has not got its payment leaves the part for its next look.
/// </summary>
internal sealed class PartSpacing(Func<string, Rulebook?> rulebookOf, DateTimeOffset now)
{
    /// <summary>Until the end of the transaction, or not at all: a worker that waited here would keep others' legs.</summary>
    private const string TakePayments = """
        SELECT p FROM unnest($1) AS n (p) WHERE pg_try_advisory_xact_lock(hashtextextended(p::text, 7301994517228006))
        """;

    private readonly Dictionary<(Guid Payment, string No), DateTimeOffset> sent = [];
    private HashSet<Guid> taken = [];

    /// <summary>
    /// Takes the payments of these legs for this transaction, as far as no other claims a part of them just now, and
    /// reads which parts were sent.
    /// </summary>
    public static async Task<PartSpacing> Of(
        RefundCenterDb db, IReadOnlyCollection<Leg> due, Func<string, Rulebook?> rulebookOf, DateTimeOffset now,
        CancellationToken ct)
    {
        var spacing = new PartSpacing(rulebookOf, now);
        var payments = due.Where(spacing.IsSpaced).Select(leg => leg.PaymentId).Distinct().ToArray();
        if (payments.Length == 0) return spacing;
        spacing.taken = [.. await db.Query(TakePayments, r => r.GetGuid(0), ct, [payments])];
        var parts = await db.Legs.AsNoTracking()                  // only now: what the one before us sent is to be seen
            .Where(leg => payments.Contains(leg.PaymentId) && leg.SubmittedAt != null)
            .Select(leg => new { leg.PaymentId, leg.No, At = leg.SubmittedAt!.Value })
            .ToListAsync(ct);
        foreach (var part in parts) spacing.sent[(part.PaymentId, part.No)] = part.At;
        return spacing;
    }

    /// <summary>False while another worker claims a part of the same payment: it stays due as it is.</summary>
    public bool IsFree(Leg leg) => !IsSpaced(leg) || taken.Contains(leg.PaymentId);

    /// <summary>
    /// Null when it may be sent now, which then counts as sent; else the time of its turn. A retry of a part is no
    /// further part.
    /// </summary>
    public DateTimeOffset? TurnOf(Leg leg)
    {
        if (!IsSpaced(leg)) return null;
        var earliest = sent.Where(x => x.Key.Payment == leg.PaymentId && x.Key.No != leg.No)
            .Select(x => x.Value + SpacingOf(leg)).DefaultIfEmpty(now).Max();
        var turn = earliest > now ? earliest : now;
        sent[(leg.PaymentId, leg.No)] = turn;
        return turn > now ? turn : null;
    }

    private bool IsSpaced(Leg leg) => leg.Step is LegStep.Submit && SpacingOf(leg) > TimeSpan.Zero;

    private TimeSpan SpacingOf(Leg leg) => rulebookOf(leg.Channel)?.PartSpacing ?? TimeSpan.Zero;
}
