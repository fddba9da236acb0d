using Platform.Testing;
using Reconciliation.Runs;

namespace Reconciliation.Tests.Runs;

public sealed class Every_state
{
    private static readonly RunStateMachine Machine = new(new FakeClock());

    //                     columns: Opened Arrived Delayed Matched Again
    [Theory]     // x acts · . ignored by name · a answered again · ! error queue — no blanks
    [InlineData("no saga",  "x . . . !")]
    [InlineData("Fetching", "a x x . x")]
    [InlineData("Waiting",  "a x . . x")]
    [InlineData("Matching", "a . . x x")]
    [InlineData("Done",     ". . . . x")]
    public void Handles_every_event_in_one_named_way(string state, string row) =>
        Assert.Equal(row, SagaMatrix.Row(Machine, state, "Opened Arrived Delayed Matched Again"));

    [Fact]
    public void Is_in_the_matrix() =>
        Assert.Equal(
            ["Done", "Fetching", "Matching", "Waiting"], SagaMatrix.StatesOf(Machine).Order(StringComparer.Ordinal));
}
