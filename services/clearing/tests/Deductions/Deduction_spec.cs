using Clearing.Deductions;
using Contracts.Accounting;
using Contracts.Clearing;
using Contracts.Executions;
using Contracts.Payments;

namespace Clearing.Tests.Deductions;

[Collection(nameof(OneService))]
public sealed class A_deduction(ClearingFixture clearing) : ClearingSpec(clearing.Harness)
{
    [Fact]
    public async Task Holds_the_amount_less_the_fee_given_back_first_from_pending_then_from_cash()
    {
        await When(Deduct(40_00));

        var hold = await Sent<HoldFunds>();
        Assert.Equal((1, Cny(39_76), "wechat"), (hold.Attempt, hold.Amount, hold.Channel));
        Assert.Equal([new("pending", null), new("cash", null)], hold.Pockets);
        await RefundIs("Holding");
        Assert.Equal(40_00, (await Row()).InFlight);
    }

    [Fact]
    public async Task Is_told_to_gateway_when_the_money_is_held()
    {
        await Given(Deduct(40_00));
        await When(Held());

        Assert.Equal(new RefundDeducted(RefundId, 1, Cny(39_76), Cny(24), Payment.PaymentId), await Sent<RefundDeducted>());
        await RefundIs("Deducted");
    }

    [Fact]
    public async Task Is_answered_again_without_counting_twice()
    {
        await Given(Deduct(40_00), Held());
        await When(Deduct(40_00));

        Assert.Equal(await Sent<RefundDeducted>(1), await Sent<RefundDeducted>(2));
        Assert.Equal(40_00, (await Row()).InFlight);
    }

    [Fact]
    public async Task Is_held_also_when_the_answer_to_a_question_asked_twice_says_so()
    {
        await Given(Deduct(), Short());
        await When(Held());

        await Sent<RefundDeducted>();
        await RefundIs("Deducted");
    }

    [Fact]
    public async Task Is_refused_only_after_accounting_said_that_nothing_is_held()
    {
        await When(Deduct(100_01));
        await Sent<CancelHold>();
        await RefundIs("Refusing");
        await SentExactly<DeductionRefused>(0);

        await When(HoldCancelled());
        Assert.Equal(Refusals.AmountExceedsRefundable, (await Sent<DeductionRefused>()).Error.Code);
        await RefundIs("Refused");
    }

    [Fact]
    public async Task Is_refused_for_what_other_parts_took()
    {
        await Given(Deduct(70_00, refund: Guid.CreateVersion7()));
        await When(Deduct(30_01));

        await RefundIs("Refusing");
    }

    [Fact]
    public async Task Settles_at_the_target_and_says_so()
    {
        await Given(Deduct(40_00), Held());
        await When(Settle(1, ExecutionOutcome.Succeeded, byChannel: 40_00));

        var order = await Sent<SettleHold>();
        Assert.Equal((1, 1, ExecutionOutcome.Succeeded), (order.OrderNo, order.Attempt, order.Outcome));
        Assert.Equal((Cny(40_00), Cny(24), Cny(40_00)), (order.Amount, order.FeeGivenBack, order.Moved.ByChannel));
        await RefundIs("Settling");

        await When(HoldSettled(1));
        Assert.Equal(1, (await Sent<DeductionSettled>()).OrderNo);
        await RefundIs("Settled");
        var row = await Row();
        Assert.Equal((40_00, 0), (row.Refunded, row.InFlight));
    }

    [Fact]
    public async Task Moves_on_to_a_higher_target_and_answers_lower_ones_with_where_it_stands()
    {
        await Given(Deduct(), Held(), Settle(2, ExecutionOutcome.Succeeded, byChannel: 40_00), HoldSettled(2));
        await When(Settle(1, ExecutionOutcome.Failed));
        Assert.Equal(2, (await Sent<DeductionSettled>(2)).OrderNo);
        await SentExactly<SettleHold>(1);

        await When(Settle(3, ExecutionOutcome.Failed));
        Assert.Equal(3, (await Sent<SettleHold>(2)).OrderNo);
        await RefundIs("Settling");
    }

    [Fact]
    public async Task Says_nothing_about_a_lower_target_before_it_stands_anywhere()
    {
        await Given(Deduct(), Held(), Settle(2, ExecutionOutcome.Succeeded, byChannel: 40_00));
        await When(Settle(1, ExecutionOutcome.Failed));

        await SentExactly<DeductionSettled>(0);
    }

    [Fact]
    public async Task Is_settled_only_by_the_answer_to_the_highest_order()
    {
        await Given(
            Deduct(), Held(),
            Settle(1, ExecutionOutcome.Failed), Settle(2, ExecutionOutcome.Succeeded, byChannel: 40_00));
        await When(HoldSettled(1));
        await RefundIs("Settling");

        await When(HoldSettled(2));
        await RefundIs("Settled");
    }

    [Fact]
    public async Task Books_a_fact_about_an_older_attempt_without_leaving_the_present_one()
    {
        await Given(Deduct(), Held(), Settle(1, ExecutionOutcome.Failed), HoldSettled(1), Deduct(attempt: 2), Held(2));
        await When(Settle(2, ExecutionOutcome.Succeeded, byChannel: 40_00, attempt: 1));

        Assert.Equal(1, (await Sent<SettleHold>(2)).Attempt);
        await RefundIs("Deducted");
        await When(HoldSettled(2));
        Assert.Equal(2, (await Sent<DeductionSettled>(2)).OrderNo);
        await RefundIs("Deducted");
    }

    [Fact]
    public async Task Takes_a_fact_in_every_state()
    {
        await Given(Deduct(100_01), HoldCancelled());
        await When(Settle(1, ExecutionOutcome.Succeeded, byChannel: 40_00));

        await RefundIs("Settling");
        Assert.Equal(40_00, (await Row()).Refunded);
    }

    [Fact]
    public async Task Starts_again_with_the_next_attempt()
    {
        await Given(Deduct(), Held(), Settle(1, ExecutionOutcome.Failed), HoldSettled(1));
        await When(Deduct(attempt: 2));

        Assert.Equal(2, (await Sent<HoldFunds>(2)).Attempt);
        await RefundIs("Holding");
        await When(Held(1));                                    // late, of the attempt before
        await RefundIs("Holding");
    }

    [Fact]
    public async Task Brings_its_payment_along_when_that_is_unknown()
    {
        await When(Deduct());

        var booking = new BookCapture(Payment.PaymentId, Payment.MerchantId, "wechat", Payment.Paid, Payment.Fee);
        Assert.Equal(booking, await Sent<BookCapture>());
        await When(new CaptureBooked(Payment.PaymentId));
        await Sent<PaymentCleared>();
    }
}

[Collection(nameof(OneService))]
public sealed class A_cancelled_deduction(ClearingFixture clearing) : ClearingSpec(clearing.Harness)
{
    [Fact]
    public async Task Is_confirmed_when_nothing_is_held_any_more()
    {
        await Given(Deduct(), Held());
        await When(Cancel());
        await Sent<CancelHold>();
        await RefundIs("Cancelling");
        Assert.Equal(40_00, (await Row()).InFlight);

        await When(HoldCancelled());
        await Sent<DeductionCancelled>();
        await RefundIs("Cancelled");
        await Platform.Testing.Eventually.True(async () => (await Row()).InFlight == 0, "the part is released");
        Assert.Equal(0, (await Row()).FeesGivenBack);
    }

    [Fact]
    public async Task Does_nothing_when_its_order_comes_later()
    {
        await Given(Cancel());
        await Sent<DeductionCancelled>();
        await When(Deduct());

        await Sent<DeductionCancelled>(2);
        await SentExactly<HoldFunds>(0);
        await RefundIs("Cancelled");
    }

    [Fact]
    public async Task Gives_back_a_hold_that_was_forgotten_when_all_facts_came_along()
    {
        await When(Cancel() with { Payment = Payment, Amount = Cny(40_00) });
        Assert.Equal(new CancelHold(RefundId, 1, Payment.MerchantId, "wechat", "CNY"), await Sent<CancelHold>());
        await SentExactly<DeductionCancelled>(0);

        await When(HoldCancelled());
        await Sent<DeductionCancelled>();
    }

    [Fact]
    public async Task Comes_too_late_after_an_order_to_settle()
    {
        await Given(Deduct(), Held(), Settle(1, ExecutionOutcome.Succeeded, byChannel: 40_00));
        await When(Cancel());

        await Sent<CancelTooLate>();
        await RefundIs("Settling");
    }

    [Fact]
    public async Task Can_be_opened_again()
    {
        await Given(Deduct(), Cancel(), HoldCancelled());
        await When(Deduct(attempt: 2));

        await RefundIs("Holding");
        await SentExactly<HoldFunds>(2);
        Assert.Equal(40_00, (await Row()).InFlight);
    }

    [Fact]
    public async Task Leaves_the_queue()
    {
        await Given(Deduct(), Short());
        await When(Cancel());

        await Sent<CancelHold>();
        Assert.False(await IsQueued());
    }
}
