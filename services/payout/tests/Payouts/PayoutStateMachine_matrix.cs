using Channels;
using Channels.Calendars;
using Payout.Payouts;
using Payout.Restores;
using Payout.Transfers;
using Platform.Testing;

namespace Payout.Tests.Payouts;

public sealed class Every_state
{
    private const string Events = "Ordered StopAsked PayeeArrived Moved Confirmed TellAgain.Received Repeat";

    private static readonly PayoutStateMachine Machine = new(
        new PayoutOptions(),
        new BankRules(
            RulebookReader.ReadFile(
                Path.Combine(AppContext.BaseDirectory, "rulebooks", "bank-file.json")), WorkingCalendar.China, TimeSpan.Zero),
        new Doubt(), TimeProvider.System);

    [Theory]     // x acts · . ignored by name · a answered again · ! error queue
    [InlineData("no saga", "x x ! ! . . .")]
    [InlineData("StoppedUnordered", "x . . . . . .")]         // Moved: of a transfer that a restore made us forget
    [InlineData("PayeeDataWanted", "a x x x x x a")]
    [InlineData("Accepted", "a x x x x x a")]
    [InlineData("Sent", "a x x x x x a")]             // after a restore it may turn out that it never left
    [InlineData("Succeeded", "a a . x x x a")]        // Moved: facts are taken over in every state
    [InlineData("Failed", "a a . x x x a")]
    [InlineData("Stopped", "a a . x x x a")]
    [InlineData("Returned", "a a . x x x a")]
    public void Handles_every_event_in_one_named_way(string state, string row) =>
        Assert.Equal(row, SagaMatrix.Row(Machine, state, Events));

    [Fact]
    public void Is_in_the_matrix() => Assert.Equal(
        ["StoppedUnordered", "Accepted", "PayeeDataWanted", "Sent", "Succeeded", "Failed", "Stopped", "Returned"],
        SagaMatrix.StatesOf(Machine));
}
