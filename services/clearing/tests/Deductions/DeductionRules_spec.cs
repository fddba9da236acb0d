using Clearing.Deductions;
using Clearing.Payments;
using Clearing.Tests.Payments;
using Contracts;
using Contracts.Clearing;
using Contracts.Executions;
using Contracts.Payments;

namespace Clearing.Tests.Deductions;

public sealed class A_deduction_and_its_payment
{
    private readonly PaymentFacts facts = A_payment.Facts(paid: 100_00, fee: 60);
    private readonly ClearedPayment payment;
    private readonly DeductionState deduction = new() { CorrelationId = Guid.CreateVersion7() };

    public A_deduction_and_its_payment() => payment = ClearedPayment.Of(facts, default);

    [Fact]
    public void Counts_as_in_flight_from_the_moment_it_is_taken_on()
    {
        Begin(40_00);

        Assert.Equal((40_00, 24), (payment.InFlight, payment.FeesGivenBack));
        Assert.Equal((Cny(39_76), 24), (deduction.Held, deduction.Fee));
    }

    [Theory]
    [InlineData(1, "USD", Refusals.CurrencyMismatch)]
    [InlineData(0, "CNY", Refusals.AmountNotPositive)]
    [InlineData(-5, "CNY", Refusals.AmountNotPositive)]
    [InlineData(100_01, "CNY", Refusals.AmountExceedsRefundable)]
    [InlineData(200_00, "USD", Refusals.CurrencyMismatch)]
    public void Is_refused_for_the_first_reason_in_the_list(long amount, string currency, string code)
    {
        Begin(new DeductRefund(deduction.CorrelationId, 1, facts, new Money(amount, currency)));

        Assert.Equal((code, 0), (deduction.ErrorCode, payment.InFlight));
    }

    [Fact]
    public void Is_refused_when_the_payment_is_known_with_other_facts()
    {
        Begin(new DeductRefund(deduction.CorrelationId, 1, facts with { Paid = Cny(900_00) }, new Money(1, "USD")));

        Assert.Equal(Refusals.PaymentConflict, deduction.ErrorCode);
    }

    [Fact]
    public void Is_not_refused_once_gateway_was_told_that_the_money_is_held()
    {
        payment.Replace(Part.None, new Part(90_00, 0, 0), default);

        Begin(new DeductRefund(deduction.CorrelationId, 1, facts, Cny(40_00), FeeGivenBack: Cny(23)));

        Assert.Null(deduction.ErrorCode);
        Assert.Equal((Cny(39_77), 100_00, 30_00), (deduction.Held, payment.InFlight, payment.ExcessInFlight));
    }

    [Fact]
    public void Becomes_refunded_when_the_payer_has_it()
    {
        Begin(40_00);
        Take(1, ExecutionOutcome.Succeeded, byChannel: 40_00);

        Assert.Equal((40_00, 0, 24), (payment.Refunded, payment.InFlight, payment.FeesGivenBack));
    }

    [Fact]
    public void Gives_its_room_and_its_fee_back_when_it_failed()
    {
        Begin(40_00);
        Take(1, ExecutionOutcome.Failed, byChannel: 0);

        Assert.Equal((0, 0, 0), (payment.Refunded, payment.InFlight, payment.FeesGivenBack));
        Assert.Equal(100_00, payment.RoomFor(Part.None));
    }

    [Fact]
    public void Keeps_what_may_still_move_in_flight()
    {
        Begin(40_00);
        Take(1, ExecutionOutcome.InProgress, byChannel: 15_00);

        Assert.Equal((15_00, 25_00), (payment.Refunded, payment.InFlight));
    }

    [Fact]
    public void Is_priced_anew_when_it_succeeds_after_its_share_of_the_fee_went_to_another_part()
    {
        Begin(40_00);
        Take(1, ExecutionOutcome.Failed, byChannel: 0);
        payment.Replace(Part.None, new Part(100_00, 0, payment.FeeFor(Part.None, 100_00)), default);

        Take(2, ExecutionOutcome.Succeeded, byChannel: 40_00);

        Assert.Equal((0, 60), (deduction.Fee, payment.FeesGivenBack));
        Assert.Equal((0, 100_00, 40_00), (payment.Refunded, payment.InFlight, payment.ExcessRefunded));
    }

    [Fact]
    public void Can_be_refunded_again_after_the_bank_sent_it_back()
    {
        Begin(40_00);
        Take(1, ExecutionOutcome.Succeeded, byChannel: 0, byPayout: 40_00);
        Take(2, ExecutionOutcome.Returned, byChannel: 0, byPayout: 40_00, returned: 40_00);

        Assert.Equal((0, 0, 100_00), (payment.Refunded, payment.FeesGivenBack, payment.RoomFor(Part.None)));
    }

    [Fact]
    public void Counts_both_when_two_legs_paid()
    {
        Begin(100_00);
        Take(1, ExecutionOutcome.Succeeded, byChannel: 100_00, byPayout: 100_00);

        Assert.Equal((100_00, 100_00), (payment.Refunded, payment.ExcessRefunded));
    }

    [Fact]
    public void Stays_in_flight_for_its_new_attempt_when_the_old_one_paid_late()
    {
        Begin(40_00);
        Take(1, ExecutionOutcome.Failed, byChannel: 0);
        Begin(new DeductRefund(deduction.CorrelationId, 2, facts, Cny(40_00)));

        deduction.Take(Order(2, ExecutionOutcome.Succeeded, byChannel: 40_00), payment, attemptLives: true);

        Assert.Equal((2, 1), (deduction.Attempt, deduction.OrderAttempt));
        Assert.Equal((40_00, 40_00), (payment.Refunded, payment.InFlight));
    }

    [Fact]
    public void Belongs_to_one_payment()
    {
        Begin(40_00);

        var other = facts with { PaymentId = Guid.CreateVersion7() };
        Assert.Throws<RefundConflictException>(
            () => Begin(new DeductRefund(deduction.CorrelationId, 2, other, Cny(40_00))));
    }

    [Fact]
    public void Leaves_the_number_to_accounting_when_that_stands_further()
    {
        Begin(40_00);
        Take(1, ExecutionOutcome.Succeeded, byChannel: 40_00);

        deduction.BooksStandAt(new(deduction.CorrelationId, 3));

        Assert.Equal((3, 3), (deduction.OrderNo, deduction.SettledNo));
        Assert.Empty(deduction.Unanswered());
        Assert.Equal(new DeductionSettled(deduction.CorrelationId, 3), deduction.Settled());
    }

    private void Begin(long amount) => Begin(new DeductRefund(deduction.CorrelationId, 1, facts, Cny(amount)));

    private void Begin(DeductRefund order) => deduction.Begin(order, payment, default);

    private void Take(int orderNo, ExecutionOutcome outcome, long byChannel, long byPayout = 0, long returned = 0) =>
        deduction.Take(Order(orderNo, outcome, byChannel, byPayout, returned), payment, attemptLives: false);

    private SettleDeduction Order(
        int orderNo, ExecutionOutcome outcome, long byChannel, long byPayout = 0, long returned = 0) => new(
        deduction.CorrelationId, 1, orderNo, facts, Cny(deduction.Amount.Minor), outcome,
        new Movements(Cny(byChannel), Cny(0), Cny(byPayout), Cny(returned)));

    private static Money Cny(long minor) => new(minor, "CNY");
}
