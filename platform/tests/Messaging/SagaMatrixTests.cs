using Platform.Testing;
using Platform.Tests.Sample;

namespace Platform.Tests.Messaging;

public sealed class The_matrix_of_a_machine
{
    [Theory]     //          Started Stepped Ended Remind.Received
    [InlineData("no saga", "x p ! .")]
    [InlineData("Open", "a x x x")]
    [InlineData("Closed", ". ! . .")]
    public void Says_what_becomes_of_every_event(string state, string row) =>
        Assert.Equal(row, SagaMatrix.Row(new ErrandMachine(), state, "Started Stepped Ended Remind.Received"));
}
