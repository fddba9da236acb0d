using Clearing.Deductions;
using Clearing.Tests.Payments;
using Contracts.Accounting;
using Contracts.Clearing;
using Contracts.Executions;
using Contracts.Payments;
using Contracts.Restores;
using Microsoft.Extensions.DependencyInjection;
using Platform.Restores;
using Platform.Testing;

namespace Clearing.Tests.Restores;

[Collection(nameof(OneService))]
public sealed class A_clearing_restored_from_an_older_copy(ClearingFixture clearing) : ClearingSpec(clearing.Harness)
{
    [Fact]
    public async Task Settles_a_refund_that_it_has_lost()
    {
        await When(Settle(3, ExecutionOutcome.Succeeded, byChannel: 40_00) with { FeeGivenBack = Cny(23) });

        var order = await Sent<SettleHold>();
        Assert.Equal((3, Cny(23), Cny(40_00)), (order.OrderNo, order.FeeGivenBack, order.Moved.ByChannel));
        await Sent<BookCapture>();
        await When(HoldSettled(3));
        await Sent<DeductionSettled>();
        Assert.Equal((40_00, 23), (await Row()) is var row ? (row.Refunded, row.FeesGivenBack) : default);
    }

    [Fact]
    public async Task Asks_again_for_a_hold_of_which_gateway_was_told_with_the_same_price()
    {
        await Given(Deduct(90_00, refund: Guid.CreateVersion7()));              // in truth it has failed since
        await When(Deduct(40_00, fee: Cny(25)));

        Assert.Equal(Cny(39_75), (await Sent<HoldFunds>()).Amount);
        await When(Held());
        Assert.Equal(Cny(25), (await Sent<RefundDeducted>()).FeeGivenBack);
    }

    [Fact]
    public async Task Follows_accounting_to_the_number_at_which_that_stands()
    {
        await Given(Deduct(), Held(), Settle(1, ExecutionOutcome.Succeeded, byChannel: 40_00));
        await When(HoldSettled(2));
        Assert.Equal(new DeductionSettled(RefundId, 2), await Sent<DeductionSettled>());

        await When(Settle(2, ExecutionOutcome.Failed), Settle(3, ExecutionOutcome.Failed));
        Assert.Equal(2, (await Sent<SettleHold>(2)).OrderNo);
        Assert.Equal(3, (await Sent<SettleHold>(3)).OrderNo);
    }

    [Fact]
    public async Task Learns_from_gateway_what_an_order_meant_of_which_it_knows_only_the_answer()
    {
        await Given(Deduct(), Held(), HoldSettled(1));                          // the answer lay in the queue
        await When(Settle(1, ExecutionOutcome.Failed));
        Assert.Equal(1, (await Sent<SettleHold>()).OrderNo);
        await RefundIs("Settling");

        await When(HoldSettled(1));
        await RefundIs("Settled");
        Assert.Equal((0, 0), (await Row()) is var row ? (row.InFlight, row.Refunded) : default);
    }

    [Fact]
    public async Task Tells_gateway_what_is_booked_when_both_mean_something_else_by_the_number()
    {
        var booked = Movements.None("CNY") with { ByChannel = Cny(40_00) };
        await Given(Deduct(), Held(), Settle(1, ExecutionOutcome.Failed));
        await When(HoldSettled(1) with { Outcome = ExecutionOutcome.Succeeded, Moved = booked });

        Assert.Equal(
            new DeductionSettled(RefundId, 1, ExecutionOutcome.Succeeded, booked), await Sent<DeductionSettled>());
        await When(Settle(2, ExecutionOutcome.Failed));
        Assert.Equal((2, ExecutionOutcome.Failed), (await Sent<SettleHold>(2)) is var order
            ? (order.OrderNo, order.Outcome) : default);
        await When(HoldSettled(2) with { Outcome = ExecutionOutcome.Failed, Moved = Movements.None("CNY") });
        Assert.Equal(ExecutionOutcome.Failed, (await Sent<DeductionSettled>(2)).Outcome);
        await RefundIs("Settled");
        Assert.Equal((0, 0), (await Row()) is var row ? (row.InFlight, row.Refunded) : default);
    }

    [Fact]
    public async Task Books_the_refund_of_a_fact_when_it_deducted_something_else_under_its_number()
    {
        await Given(Deduct(40_00), Held());
        await When(Settle(1, ExecutionOutcome.Succeeded, byChannel: 10_00) with { Amount = Cny(10_00) });

        var order = await Sent<SettleHold>();
        Assert.Equal((Cny(10_00), Cny(6)), (order.Amount, order.FeeGivenBack));
        Assert.Equal((10_00, 0, 6), (await Row()) is var row ? (row.Refunded, row.InFlight, row.FeesGivenBack) : default);
    }

    [Fact]
    public async Task Learns_that_an_attempt_was_cancelled()
    {
        await Given(Deduct());
        await When(HoldCancelled());

        await Sent<DeductionCancelled>();
        await RefundIs("Cancelled");
    }
}

public sealed class A_neighbour_restored_from_an_older_copy(ClearingFixture clearing)
    : ClearingSpec(clearing.Harness), IClassFixture<ClearingFixture>
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task Is_told_its_commands_again_when_it_is_accounting()
    {
        await Given(new PaymentCaptured(Payment), Deduct(), Held());
        await When(new RestoredTo(Guid.CreateVersion7(), "accounting", Now));
        await Sent<BookCapture>(2);
        await Sent<HoldFunds>(2);
        await SentExactly<RefundDeducted>(1);

        await Given(Settle(1, ExecutionOutcome.Succeeded, byChannel: 40_00), HoldSettled(1));
        await When(new RestoredTo(Guid.CreateVersion7(), "accounting", Now));
        Assert.Equal(await Sent<SettleHold>(1), await Sent<SettleHold>(2));
    }

    [Fact]
    public async Task Is_told_page_by_page_and_no_purged_queue_loses_one()
    {
        await using var paged = await ClearingFixture.Start(
            ("RepeatPage", "1"), ("AskAgainAfter", "1:00:00"), ("AskAgainMax", "1:00:00"), ("LookAgainMax", "1:00:00"));
        var payments = Enumerable.Range(0, 3).Select(_ => A_payment.Facts(paid: 100_00, fee: 60)).ToList();
        foreach (var payment in payments) await paged.Publish(new PaymentCaptured(payment));
        foreach (var payment in payments) await paged.Published<BookCapture>(b => b.PaymentId == payment.PaymentId);

        // As if the message had been heard and every queue were purged since.
        await paged.Run(unit => paged.Services.GetRequiredService<RestoreRequests<ClearingDb>>()
            .Note(unit.Db, Guid.CreateVersion7(), "accounting", Now, default));

        foreach (var payment in payments)
            await paged.Published<BookCapture>(b => b.PaymentId == payment.PaymentId, count: 2);
        await Eventually.True(
            async () => await paged.Database.Scalar<long>(
                "SELECT count(*) FROM restore_repeats WHERE done_at IS NULL") == 0, "all is told");
    }

    [Fact]
    public async Task Is_told_its_answers_again_when_it_is_gateway()
    {
        await Given(
            new PaymentCaptured(Payment), new CaptureBooked(Payment.PaymentId), Deduct(), Held(),
            Settle(1, ExecutionOutcome.Succeeded, byChannel: 40_00), HoldSettled(1));
        await When(new RestoredTo(Guid.CreateVersion7(), "gateway", Now));

        await Sent<PaymentCleared>(2);
        Assert.Equal(ExecutionOutcome.Succeeded, (await Sent<DeductionSettled>(2)).Outcome);
        await SentExactly<SettleHold>(1);
    }

    [Fact]
    public async Task Is_answered_with_the_present_attempt_when_it_asks_for_an_older_one()
    {
        await Given(
            Deduct(), Held(), Settle(1, ExecutionOutcome.Failed), HoldSettled(1), Deduct(attempt: 2), Held(attempt: 2));
        await When(Deduct());

        Assert.Equal(2, (await Sent<RefundDeducted>(3)).Attempt);
        await RefundIs("Deducted");
    }

    [Fact]
    public async Task Is_answered_with_the_present_attempt_when_it_cancels_an_older_one()
    {
        await Given(Deduct(), Held(), Settle(1, ExecutionOutcome.Failed), HoldSettled(1), Deduct(attempt: 2));
        await Given(Short(attempt: 2));
        await When(Cancel());
        Assert.Equal(2, (await Sent<RefundWaiting>(2)).Attempt);

        await Given(Held(attempt: 2));
        await When(Cancel());
        Assert.Equal(2, (await Sent<RefundDeducted>(3)).Attempt);

        await Given(Settle(2, ExecutionOutcome.Failed, attempt: 2));
        await When(Cancel());
        Assert.Equal(2, (await Sent<CancelTooLate>()).Attempt);

        await Given(HoldSettled(2), Deduct(attempt: 3), Cancel(attempt: 3), HoldCancelled(3));
        await When(Cancel());
        Assert.Equal(3, (await Sent<DeductionCancelled>(2)).Attempt);
        await SentExactly<CancelHold>(1);
    }

    [Fact]
    public async Task Is_refused_what_it_asks_under_the_number_of_a_refund_that_it_forgot()
    {
        await Given(Deduct(40_00));
        await When(Deduct(25_00));
        await Given(Held());
        await When(
            Deduct(25_00, attempt: 2), Deduct() with { Payment = A_payment.Facts(paid: 100_00, fee: 60) },
            Cancel() with { Payment = Payment, Amount = Cny(25_00) });

        await SentExactly<DeductionRefused>(4);
        var refusals = Service.AllOf<DeductionRefused>().Where(r => r.RefundId == RefundId).ToList();
        Assert.Equal([1, 2, 1, 1], refusals.Select(r => r.Attempt));
        Assert.All(refusals, r => Assert.Equal(Refusals.NumberConflict, r.Error.Code));
        await RefundIs("Deducted");
        await SentExactly<HoldFunds>(1);
        await SentExactly<CancelHold>(0);
        Assert.Equal((40_00, 24), (await Row()) is var row ? (row.InFlight, row.FeesGivenBack) : default);
    }

    [Fact]
    public async Task Is_asked_until_it_holds_again_what_was_deducted()
    {
        await Given(Deduct(), Held(), new RepeatLast(RefundId, "accounting"));
        await When(Short());
        Assert.True((await Saga())!.HoldLost);
        Assert.NotNull((await Saga())!.AskAgainToken);
        await RefundIs("Deducted");

        await When(Held());
        Assert.False((await Saga())!.HoldLost);
        Assert.Null((await Saga())!.AskAgainToken);
    }

    [Fact]
    public async Task Is_told_nothing_when_it_does_not_talk_with_clearing()
    {
        await Given(new PaymentCaptured(Payment), Deduct());
        await When(new RestoredTo(Guid.CreateVersion7(), "payout", Now));

        await SentExactly<HoldFunds>(1);
    }
}
