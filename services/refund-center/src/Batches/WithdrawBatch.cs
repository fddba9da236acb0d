using Platform.Operators;
using RefundCenter.Legs;

namespace RefundCenter.Batches;

/// <summary>
/// Two persons have seen that nobody has handed this batch over and nobody will: its refunds go into a further one, or
/// another way, under other numbers.
/// </summary>
internal sealed class WithdrawBatch(BatchStore store, TimeProvider clock)
    : BatchProposal<WithdrawBatchPayload>(store, clock)
{
    private static readonly Objection HandedOver = new(
        "batch_handed_over", 409, "The bank has it, or has spoken of one of its refunds: only its answers end them.");

    private static readonly Objection Changed = new(
        "batch_changed", 409, "It is not as it was when it was looked at: somebody may have fetched it. Look again.");

    public override string Name => "batch.withdraw";

    protected override Objection? Against(OpenBatch open, WithdrawBatchPayload payload) => open.Batch.State switch
    {
        BatchState.HandedOver or BatchState.Answered => HandedOver,
        BatchState.Withdrawn => IntakeAnswer.Refused.Withdrawn.ToObjection(),
        var state => (state, open.Batch.Downloads) == (payload.State, payload.Downloads) ? null : Changed,
    };

    protected override IReadOnlyList<BatchLine> LinesOf(OpenBatch open, WithdrawBatchPayload payload) => open.Lines;

    protected override DeskResult Act(Leg leg, TwoPeople by, DateTimeOffset now) => leg.WithdrawnBy(by, now);

    /// <summary>One that has ended or that the bank has spoken of: the file is there.</summary>
    protected override Objection ObjectionOf(DeskRefusal refusal) => HandedOver;

    protected override void End(OpenBatch open, DateTimeOffset now) => open.Batch.Withdraw(now);
}

/// <param name="Finding">Where the file is, and why it goes nowhere.</param>
/// <param name="State">As the batch stood then: <c>made</c> or <c>downloaded</c>.</param>
/// <param name="Downloads">How often it had been fetched then, as the desk's list shows it.</param>
internal sealed record WithdrawBatchPayload(string Finding, BatchState State, int Downloads = 0);
