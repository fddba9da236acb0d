using Contracts;
using Contracts.Executions;
using Contracts.Payments;
using Gateway.Merchants;
using Gateway.Payments;
using Gateway.Refunds;

namespace Gateway.Tests.Refunds;

public sealed class What_a_merchant_sees_of_a_refund
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Money Amount = new(40_00, "CNY");
    private static readonly PaymentFacts Facts = new(
        Guid.CreateVersion7(Now), Guid.CreateVersion7(Now), "order-1", new(100_00, "CNY"), new(60, "CNY"), "wechat",
        "1900000109", "42", "wallet", Now);

    private readonly Payment payment = Payment.Register(Facts, Now);
    private readonly RefundState saga = new()
    {
        Attempt = 1, CurrentState = "Deducting", Payment = Facts, Amount = Amount, Moved = Movements.None("CNY"),
    };

    [Fact]
    public void Changes_once_per_change_that_it_shows()
    {
        var refund = Ask();
        var first = refund.Version;
        Assert.False(refund.Follow(saga, Now));
        Assert.False(Enter(refund, "Executing"));
        (saga.Method, saga.AcceptedAt) = ("interface", Now);
        Assert.True(Enter(refund, "Accepted"));
        Assert.False(refund.Follow(saga, Now));
        (saga.Moved, saga.FinalAt, saga.Destination) = (Paid(40_00), Now, "payer");
        Assert.False(Enter(refund, "Settling"));
        Assert.True(Enter(refund, "Succeeded"));
        Assert.Equal((first + 2, MerchantState.Succeeded), (refund.Version, refund.State));
    }

    [Fact]
    public void Is_above_all_it_was_before_a_restore_made_us_forget_it()
    {
        var (told, copied) = (Ask(), Ask());
        foreach (var state in new[] { "Waiting", "Accepted", "Succeeded", "Returned" }) Assert.True(Enter(told, state));
        var later = Now.AddSeconds(10);

        saga.CurrentState = "Waiting";
        copied.Follow(saga, later);
        var fact = new RefundExecuted(
            told.Id, 1, 3, ExecutionOutcome.Returned, "interface", Movements.None("CNY"), null, "payer", null, null,
            Facts, Amount, null, "r-1");
        var recalled = Refund.Recall(fact, payment, PromisePolicy.ChannelFinal, later);
        var askedAgain = Refund.Ask(told.Id, Payment.Register(Facts, Now), Wish(default), later);

        Assert.All([copied, recalled, askedAgain], now => Assert.True(now.Version > told.Version));
    }

    [Theory]
    [InlineData(PromisePolicy.Accepted, "Accepted", MerchantState.Accepted, true)]
    [InlineData(PromisePolicy.ChannelFinal, "Accepted", MerchantState.Accepted, false)]
    [InlineData(PromisePolicy.ChannelFinal, "Succeeded", MerchantState.Succeeded, true)]
    [InlineData(PromisePolicy.Reconciled, "Accepted", MerchantState.Accepted, false)]
    [InlineData(PromisePolicy.Reconciled, "Succeeded", MerchantState.Accepted, false)]
    public void Promises_success_when_the_agreement_says(
        PromisePolicy policy, string saga, MerchantState shown, bool promised)
    {
        var refund = Ask(policy);
        this.saga.AcceptedAt = Now;
        Enter(refund, saga);
        Assert.Equal((shown, promised), (refund.State, refund.SuccessPromisedAt is not null));
    }

    [Fact]
    public void Keeps_in_flight_what_may_still_reach_the_payer_and_counts_what_did()
    {
        var refund = Ask();
        Assert.Equal((40_00, 0, false), (refund.InFlight, refund.AtPayer, refund.CountDue));
        Enter(refund, "Failed");
        Assert.Equal((0, 0, true), (refund.InFlight, refund.AtPayer, refund.CountDue));
        refund.CountOn(payment, Now);
        Assert.Equal((0, 100_00), (payment.InFlight, payment.Refundable.Minor));

        saga.Moved = Paid(40_00);                                 // alive after all
        Enter(refund, "Settling");
        Assert.Equal((0, 40_00), (refund.InFlight, refund.AtPayer));
    }

    [Fact]
    public void Counts_a_re_opened_refund_once()
    {
        var refund = Ask();
        Enter(refund, "Failed");                                  // and nobody has counted that yet
        refund.Reopen(payment, Wish(default), Now);
        Assert.Equal((40_00, 1, false), (payment.InFlight, payment.Parts, refund.CountDue));
        Assert.Equal((2, MerchantState.Received), (refund.Attempt, refund.State));
    }

    [Fact]
    public void Does_not_fall_back_when_an_older_attempt_speaks()
    {
        var refund = Ask();
        Enter(refund, "Failed");
        refund.Reopen(payment, Wish(default), Now);
        Assert.False(refund.Follow(saga, Now));
        Assert.Equal((MerchantState.Received, 40_00), (refund.State, refund.InFlight));
    }

    [Fact]
    public void Follows_its_saga_to_an_attempt_that_a_restore_made_us_forget()
    {
        var refund = Ask();
        Enter(refund, "Failed");
        saga.Attempt = 2;
        Assert.True(Enter(refund, "Executing"));
        Assert.Equal(
            (2, MerchantState.Received, false, 40_00L),
            (refund.Attempt, refund.State, refund.Retryable, refund.InFlight));
    }

    [Theory]
    [InlineData("account_abnormal", true)]
    [InlineData("payment_conflict", false)]
    [InlineData("a_code_of_next_year", true)]
    public void May_be_tried_again_unless_the_error_is_final(string code, bool retryable)
    {
        var refund = Ask();
        saga.ErrorCode = code;
        Enter(refund, "Failed");
        Assert.Equal(retryable, refund.Retryable);
    }

    private Refund Ask(PromisePolicy policy = PromisePolicy.ChannelFinal) => Refund.Ask(
        Guid.CreateVersion7(Now), payment, Wish(policy), Now);

    private RefundWish Wish(PromisePolicy policy) => new("r-1", payment.Id, null, Amount, null, null, policy, null);

    private bool Enter(Refund refund, string state)
    {
        saga.CurrentState = state;
        return refund.Follow(saga, Now);
    }

    private static Movements Paid(long minor) => Movements.None("CNY") with { ByChannel = new(minor, "CNY") };
}
