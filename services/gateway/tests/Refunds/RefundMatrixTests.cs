using Gateway.Refunds;
using Platform.Testing;

namespace Gateway.Tests.Refunds;

public sealed class Every_state_of_a_refund
{
    private const string Events =
        "HandedOn Remembered CancelAsked Deducted FundsWanted DeductionRefused DeductionCancelled CancelTooLate TakenOver Stopped StopTooLate "
        + "Executed Reconciled Settled AskAgain.Received Repeat";

    private static readonly RefundStateMachine Machine = new(new FakeClock());

    // x acts · . ignored by name · a answered again (or re-created) · ! error queue · p parked. Those that carry an attempt: the
    // present one's. columns: H R C D F R D C T S S E R S A R
    // O M A D W F C L O T L X C E A P
    [Theory]
    [InlineData("no saga",    "x x p p p p p ! p ! ! a p p . .")]
    [InlineData("Deducting",  ". x x x x x x ! ! x ! x x . x a")]
    [InlineData("Waiting",    ". x x x x x x ! ! x ! x x . x a")]
    [InlineData("Executing",  ". x x . . ! x ! x x . x x . x a")]
    [InlineData("Accepted",   ". x x . . ! x ! . x . x x . . a")]
    [InlineData("Cancelling", ". x . . . x x x ! x ! x x . x a")]
    [InlineData("Stopping",   ". x . . . ! . ! x x x x x . x a")]
    [InlineData("Settling",   ". x . . . . . . . . . x x x x a")]
    [InlineData("Succeeded",  "x x . . . ! . . . . . x x . . a")]
    [InlineData("Failed",     "x x . . . ! . . . . . x x . . a")]
    [InlineData("Returned",   "x x . . . ! . . . . . x x . . a")]
    [InlineData("Rejected",   "x x . ! . . . . ! ! . x x . . a")]
    [InlineData("Cancelled",  "x x . . . . . . . . . x x . . a")]
    public void Handles_every_event_in_one_named_way(string state, string row) =>
        Assert.Equal(row, SagaMatrix.Row(Machine, state, Events));

    [Fact]
    public void Stands_in_the_matrix() =>
        Assert.Equal(
            ["Accepted", "Cancelled", "Cancelling", "Deducting", "Executing", "Failed", "Rejected", "Returned",
                "Settling", "Stopping",
                "Succeeded", "Waiting"],
            SagaMatrix.StatesOf(Machine).Order(StringComparer.Ordinal));

    [Fact]
    public void Asks_again_with_growing_pauses() =>
        Assert.Equal([5, 10, 20, 40, 60, 60], Enumerable.Range(0, 6).Select(
            n => (int)RefundStateMachine.PauseAfter(n).TotalSeconds));
}
