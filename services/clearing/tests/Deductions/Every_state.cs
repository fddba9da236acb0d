using Clearing.Deductions;
using Platform.Testing;

namespace Clearing.Tests.Deductions;

public sealed class Every_state
{
    private const string Events =
        "Deduct Cancel Held Short HoldCancelled TryAgain Release Settle HoldSettled AskAgain.Received Repeat";

    private readonly DeductionStateMachine machine = new(new ClearingOptions(), TimeProvider.System);

    // x acts · . ignored by name
    // what is new acts, and what was said before is: a answered again · i ignored by name
    // Deduct Cancel Held Short HoldCancelled TryAgain Release | Settle HoldSettled AskAgain Repeat
    [Theory]
    [InlineData("no saga",    "x x . . . . . x . . .")]
    [InlineData("Holding",    "i i i i i . . a i x x")]
    [InlineData("Waiting",    "a a i . i x . a i x x")]
    [InlineData("Deducted",   "a a i i i . . a i x x")]
    [InlineData("Settling",   "a a . . . . . a i x x")]
    [InlineData("Settled",    "a a . . . . . a i x x")]
    [InlineData("Cancelling", "i i . . i . . a i x x")]
    [InlineData("Cancelled",  "a a . . . . x a i x x")]
    [InlineData("Refusing",   "i i . . i . . a i x x")]
    [InlineData("Refused",    "a a . . . . . a i x x")]
    public void Handles_every_event_in_one_named_way(string state, string row) =>
        Assert.Equal(row, SagaMatrix.Row(machine, state, Events));

    [Fact]
    public void Has_a_row() => Assert.Equal(
        ["Cancelled", "Cancelling", "Deducted", "Holding", "Refused", "Refusing", "Settled", "Settling", "Waiting"],
        SagaMatrix.StatesOf(machine).Order());
}
