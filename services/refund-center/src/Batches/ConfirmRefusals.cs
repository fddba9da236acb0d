using Platform.Operators;
using RefundCenter.Desk;
using RefundCenter.Legs;

namespace RefundCenter.Batches;

/// <summary>
/// Two persons agree that the bank has refused these lines for good: what one of them brought is easily made, and a death
/// frees the money for another method (architecture §8).
/// </summary>
internal sealed class ConfirmRefusals(BatchStore store, TimeProvider clock)
    : BatchProposal<ConfirmRefusalsPayload>(store, clock)
{
    private static readonly Objection Changed = new(
        "refusals_changed", 409, "A line is not refused with this code, or its refund has ended since: look again.");

    public override string Name => "batch.confirm_refusals";

    /// <summary>A line is not as it is named, or none is named.</summary>
    protected override Objection? Against(OpenBatch open, ConfirmRefusalsPayload payload) =>
        LinesOf(open, payload) is { Count: > 0 } lines && lines.Count == payload.Lines.Count ? null : Changed;

    protected override IReadOnlyList<BatchLine> LinesOf(OpenBatch open, ConfirmRefusalsPayload payload) =>
    [
        .. open.Unconfirmed.Where(
            line => payload.Lines.TryGetValue(line.LineNo, out var code) && code == line.FailCode),
    ];

    protected override DeskResult Act(Leg leg, TwoPeople by, DateTimeOffset now) => leg.RefusalConfirmedBy(by, now);

    protected override Objection ObjectionOf(DeskRefusal refusal) => DeskRefusals.Of(refusal);

    protected override void End(OpenBatch open, DateTimeOffset now) => open.Batch.Answer(open.IsWhole, now);
}

/// <param name="Lines">The bank's code by line number.</param>
internal sealed record ConfirmRefusalsPayload(IReadOnlyDictionary<int, string> Lines);
