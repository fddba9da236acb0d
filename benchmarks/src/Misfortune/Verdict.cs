using System.Globalization;
using Benchmarks.Refunds;
using RefundCenter.Queues;
using Stand.Audits;
using Stand.Day;
using Stand.Processes;

namespace Benchmarks.Misfortune;

/// <summary>
/// What became of the refunds, judged from outside: the merchants' 202s, the truth log of the world outside, and the
/// services' records.
/// </summary>
internal sealed class Verdict
{
    private readonly Dictionary<Guid, Row> refunds;
    private readonly Dictionary<Guid, string> queues;
    private readonly HashSet<Guid> forTwoPeople;
    private readonly ILookup<Guid, TruthLine> truth;
    private readonly Dictionary<Guid, long> books;
    private readonly IReadOnlyCollection<Guid> accepted;

    internal Verdict(IReadOnlyCollection<Guid> accepted, Records records)
    {
        this.accepted = accepted;
        refunds = records.Refunds.ToDictionary(r => r.Id(0));
        queues = records.Queued.GroupBy(q => q.Id(0)).ToDictionary(
            g => g.Key,
            g => $"{string.Join(" and ", g.Select(q => q.Text(1)).Distinct())} ({g.First().Text(3)}, {g.First().Text(4)})");
        forTwoPeople = [.. records.Queued.Where(q => q.Is(2)).Select(q => q.Id(0))];
        var refundOf = records.Legs.DistinctBy(l => l.Text(1)).ToDictionary(l => l.Text(1), l => l.Id(0));
        truth = records.Truth.ToLookup(t => refundOf.GetValueOrDefault(t.No));
        books = records.Books.ToDictionary(b => b.Id(0), b => b.Number(1));
    }

    /// <summary>Refunds of which more than one movement reached the payer and did not come back, over channel and bank.</summary>
    public IReadOnlyList<string> PaidTwice => [.. truth.Where(t => t.Key != Guid.Empty && IsTwice(t)).Select(t => Describe(t.Key))];

    /// <summary>
    /// Refunds that were answered 202 and that no service knows; money that moved for nobody; and refunds that have ended
    /// with other amounts in the books than moved outside.
    /// </summary>
    public IReadOnlyList<string> Lost =>
    [
        .. accepted.Where(id => !refunds.ContainsKey(id)).Select(id => $"refund {id} was answered 202 and is unknown"),
        .. truth[Guid.Empty].Select(t => $"{t.AmountMinor} moved at {t.Channel} under {t.No}, which is no refund's"),
        .. refunds.Values.Where(r => HasEnded(r) && Moved(r.Id(0)) != books.GetValueOrDefault(r.Id(0)))
            .Select(r => $"{Describe(r.Id(0))}: {Moved(r.Id(0))} moved, {books.GetValueOrDefault(r.Id(0))} are booked"),
    ];

    /// <summary>Refunds that have not ended and lie in no queue by name.</summary>
    public IReadOnlyList<string> Open =>
        [.. refunds.Values.Where(r => !HasEnded(r) && !queues.ContainsKey(r.Id(0))).Select(r => Describe(r.Id(0)))];

    /// <summary>Refunds that lie in a queue: nothing happens to them by itself any more, and only two people can end them.</summary>
    public IReadOnlyCollection<Guid> ForTwoPeople => forTwoPeople;

    /// <summary>Of those that have not ended.</summary>
    public IEnumerable<string> Queues => queues.Where(q => refunds.TryGetValue(q.Key, out var r) && !HasEnded(r))
        .GroupBy(q => q.Value).OrderBy(g => g.Key).Select(g => $"{g.Count()} in {g.Key}");

    public IEnumerable<string> States => refunds.Values.GroupBy(r => r.Text(1)).OrderBy(g => g.Key).Select(g => $"{g.Count()} {g.Key}");

    public long Unreconciled => refunds.Values.Count(r => r.Text(1) == "Succeeded" && r.Values[2] is null);

    public static async Task<Verdict> Find(Bazaar bazaar, IReadOnlyCollection<Guid> accepted) => new(accepted, new Records(
        await bazaar.Ask(ServiceDefinition.Gateway, "SELECT id, state, reconciled_at, merchant_refund_no FROM refunds"),
        await bazaar.Ask(ServiceDefinition.RefundCenter, "SELECT refund_id, no FROM legs"),
        await bazaar.Ask(ServiceDefinition.RefundCenter, string.Join(" UNION ALL ", WorkQueue.All.Select(queue => $"""
            SELECT refund_id, '{queue.Name}', waiting_for IS NOT DISTINCT FROM 'operator' AND due_at IS NULL AND NOT in_flight AND method = 'interface'
                AND suspended_at IS NULL,
                channel, coalesce(code, status)
            FROM legs WHERE {queue.Condition}
            """))),
        await bazaar.Ask(
            ServiceDefinition.Accounting, "SELECT refund_id, by_channel_minor + by_payout_minor - returned_minor FROM refund_books"),
        await bazaar.World.Truth()));

    private long Moved(Guid refund) => ToPayer(truth[refund]).Sum(t => t.AmountMinor) - Returned(truth[refund]).Sum(t => t.AmountMinor);

    private static bool IsTwice(IEnumerable<TruthLine> lines) => ToPayer(lines).Count() - Returned(lines).Count() > 1;

    private static IEnumerable<TruthLine> ToPayer(IEnumerable<TruthLine> lines) =>
        lines.Where(t => t.Kind is "refund" or "transfer" && t.Destination != "merchant");

    private static IEnumerable<TruthLine> Returned(IEnumerable<TruthLine> lines) => lines.Where(t => t.Kind == "return");

    private static bool HasEnded(Row refund) => refund.Text(1) is "Succeeded" or "Failed" or "Rejected" or "Cancelled" or "Returned";

    private string Describe(Guid id) => string.Create(CultureInfo.InvariantCulture,
        $"refund {id} ({(refunds.TryGetValue(id, out var r) ? $"{r.Text(3)}, {r.Text(1)}" : "unknown to gateway")}; "
        + $"moved: {string.Join(", ", truth[id].Select(t => $"{t.AmountMinor} {t.Kind} at {t.Channel} {t.At:MM-dd HH:mm}"))})");

    /// <param name="Refunds">id, state, when it was found in a file, the merchant's number.</param>
    /// <param name="Legs">refund, number.</param>
    /// <param name="Queued">refund, queue, whether only two people can end it, channel, cause.</param>
    /// <param name="Books">refund, amount booked as paid and not come back.</param>
    /// <param name="Truth">What really moved.</param>
    internal sealed record Records(
        IReadOnlyList<Row> Refunds, IReadOnlyList<Row> Legs, IReadOnlyList<Row> Queued, IReadOnlyList<Row> Books,
        IReadOnlyList<TruthLine> Truth);
}
