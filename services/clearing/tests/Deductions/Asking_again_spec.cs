using Contracts.Accounting;
using Contracts.Executions;
using Contracts.Payments;
using Platform.Testing;

namespace Clearing.Tests.Deductions;

/// <summary>With timers of milliseconds, and an accounting that first is deaf.</summary>
public sealed class An_unanswered_command : IAsyncLifetime
{
    private ServiceHarness<ClearingDb> service = null!;

    public async Task InitializeAsync() => service = await ClearingFixture.Start(
        ("AskAgainAfter", "00:00:00.100"), ("AskAgainMax", "00:00:00.300"), ("LookAgainMax", "00:00:00.300"),
        ("TryTakesAtMost", "00:00:00.100"));

    public async Task DisposeAsync() => await service.DisposeAsync();

    [Fact]
    public async Task Is_repeated_until_it_is_answered() => await new Story(service).IsRepeated();

    [Fact]
    public async Task About_a_booking_is_repeated_too() => await new Story(service).BookingIsRepeated();

    [Fact]
    public async Task Does_not_leave_a_waiting_refund_behind_when_the_news_of_money_is_lost() =>
        await new Story(service).WaitingTriesAgain();

    private sealed class Story(ServiceHarness<ClearingDb> service) : ClearingSpec(service)
    {
        public async Task IsRepeated()
        {
            await Given(Deduct());
            await Sent<HoldFunds>(3);
            await Given(Held());
            await Given(Settle(1, ExecutionOutcome.Succeeded, byChannel: 40_00));
            await Sent<SettleHold>(3);
            await Given(HoldSettled(1));
            await RefundIs("Settled");
            Assert.Null((await Saga())!.AskAgainToken);
        }

        public async Task BookingIsRepeated()
        {
            await Given(new PaymentCaptured(Payment));
            await Sent<BookCapture>(2);
            await Given(new CaptureBooked(Payment.PaymentId));
            await Sent<PaymentCleared>();
            Assert.Null((await Row()).AskAt);
        }

        public async Task WaitingTriesAgain()
        {
            await Given(Deduct());
            var asked = Service.AllOf<HoldFunds>().Count;
            await Given(Short());
            await Sent<HoldFunds>(asked + 1);
        }
    }
}
