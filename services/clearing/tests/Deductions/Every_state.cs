using Clearing.Deductions;
using Platform.Testing;

namespace Clearing.Tests.Deductions;

public sealed class Every_state
{
    private const string Events =
        "Deduct Cancel Held Short HoldCancelled TryAgain Release Settle HoldSettled AskAgain.Received Repeat";

    private readonly DeductionStateMachine machine = new(new ClearingOptions(), TimeProvider.System);

    // x acts · . ignored by name · a what was said before is answered again, what is new acts
    // Deduct Cancel Held Short HoldCancelled TryAgain Release | Settle HoldSettled AskAgain Repeat
    [Theory]
    [InlineData("no saga",    "x x . . . . . x . . .")]
    [InlineData("Holding",    "x x x x x . . a x x x")]
    [InlineData("Waiting",    "a a x . x x . a x x x")]
    [InlineData("Deducted",   "a a x x x . . a x x x")]
    [InlineData("Settling",   "a a . . . . . a x x x")]
    [InlineData("Settled",    "a a . . . . . a x x x")]
    [InlineData("Cancelling", "x x . . x . . a x x x")]
    [InlineData("Cancelled",  "a a . . . . x a x x x")]
    [InlineData("Refusing",   "x x . . x . . a x x x")]
    [InlineData("Refused",    "a a . . . . . a x x x")]
    public void Handles_every_event_in_one_named_way(string state, string row) =>
        Assert.Equal(row, SagaMatrix.Row(machine, state, Events));

    [Fact]
    public void Has_a_row() => Assert.Equal(
        ["Cancelled", "Cancelling", "Deducted", "Holding", "Refused", "Refusing", "Settled", "Settling", "Waiting"],
        SagaMatrix.StatesOf(machine).Order());
}
