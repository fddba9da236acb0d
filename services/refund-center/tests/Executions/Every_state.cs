using Platform.Testing;
using RefundCenter.Executions;
using RefundCenter.Restores;

namespace RefundCenter.Tests.Executions;

public sealed class Every_state
{
    private const string Events = "Ordered StopAsked Moved Confirmed Again Found PayoutTold";
    private readonly ExecutionStateMachine machine =
        new(ExecutionSpec.Shelf, new RestoreGate(), new RefundCenterOptions(), new FakeClock());

    [Theory]     // x acts · . ignored by name · a answered again · ! error queue
    [InlineData("no saga", "x x ! . . . x")]
    [InlineData("Executing", "x x x x x . x")]    // Ordered acts for a new attempt; a known one is answered again
    [InlineData("Stopping", "a x x x x . x")]
    [InlineData("Succeeded", "x x x x x . x")]
    [InlineData("Failed", "x x x x x . x")]
    [InlineData("Returned", "x x x x x . x")]
    [InlineData("Stopped", "x x x x x x x")]
    public void Handles_every_event_in_one_named_way(string state, string row) =>
        Assert.Equal(row, SagaMatrix.Row(machine, state, Events));

    [Fact]
    public void Is_in_the_matrix() => Assert.Equal(
        ["Executing", "Failed", "Returned", "Stopped", "Stopping", "Succeeded"], SagaMatrix.StatesOf(machine).Order());
}
