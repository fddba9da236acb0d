using Contracts;
using Contracts.Executions;
using Contracts.Payments;
using Gateway.Merchants;
using Gateway.Payments;
using Gateway.Refunds;
using Gateway.Webhooks;

namespace Gateway.Tests.Refunds;

/// <summary>What a merchant is told when a channel overrules an end that it was told before (M10).</summary>
public sealed class A_change_after_the_end
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Money Amount = new(40_00, "CNY");
    private static readonly PaymentFacts Facts = new(
        Guid.CreateVersion7(Now), Guid.CreateVersion7(Now), "order-1", new(100_00, "CNY"), new(60, "CNY"), "wechat",
        "1900000109", "42", "wallet", Now);

    private readonly RefundState saga = new()
    {
        Attempt = 1, CurrentState = "Deducting", Payment = Facts, Amount = Amount, Moved = Movements.None("CNY"),
        ExecutionOrdered = true,
    };

    [Theory]
    [InlineData("Failed", "Succeeded", "refund.revived")]
    [InlineData("Failed", "Accepted", "refund.revived")]
    [InlineData("Rejected", "Succeeded", "refund.revived")]
    [InlineData("Cancelled", "Succeeded", "refund.revived")]
    [InlineData("Returned", "Succeeded", "refund.revived")]
    [InlineData("Succeeded", "Returned", "refund.returned")]
    [InlineData("Succeeded", "Failed", "refund.failed")]
    [InlineData("Failed", "Returned", "refund.returned")]
    [InlineData("Accepted", "Succeeded", "refund.succeeded")]
    public void Has_one_type_by_what_was_shown_before(string before, string after, string type)
    {
        var refund = Ask();
        Enter(refund, before);

        Enter(refund, "Settling");
        Enter(refund, after);

        Assert.Equal(type, WebhookBody.Of(refund).Type);
        Assert.Equal(
            $"refund.{after.ToLowerInvariant()}", (WebhookBody.OfState(refund) ?? WebhookBody.Of(refund)).Type);
    }

    [Fact]
    public void Is_no_revival_when_the_merchant_asked_again()
    {
        var refund = Ask();
        Enter(refund, "Failed");
        refund.Reopen(Payment.Register(Facts, Now), Wish(default), Now);
        Assert.Equal("refund.received", WebhookBody.Of(refund).Type);

        (saga.Attempt, saga.AcceptedAt) = (2, Now);
        Enter(refund, "Accepted");

        Assert.Equal("refund.accepted", WebhookBody.Of(refund).Type);
    }

    [Fact]
    public void Says_that_the_money_arrived_elsewhere()
    {
        var refund = Ask();
        saga.Destination = "payer";
        Enter(refund, "Succeeded");
        Assert.Equal("refund.succeeded", WebhookBody.Of(refund).Type);

        saga.Destination = "payer_balance";
        Enter(refund, "Settling");
        Assert.True(Enter(refund, "Succeeded"));

        var told = WebhookBody.Of(refund);
        Assert.Equal(("refund.destination_changed", "payer_balance"), (told.Type, told.Data.Destination));
    }

    [Fact]
    public void Says_that_more_than_the_amount_is_at_the_payer()
    {
        var refund = Ask();
        (saga.Moved, saga.Destination) = (Paid(40_00), "payer");
        Enter(refund, "Succeeded");
        Assert.Equal("refund.succeeded", WebhookBody.Of(refund).Type);

        saga.Moved = Paid(80_00);
        Assert.False(Enter(refund, "Settling"));
        Assert.True(Enter(refund, "Succeeded"));

        var told = WebhookBody.Of(refund);
        Assert.Equal(("refund.paid_in_excess", new Money(40_00, "CNY")), (told.Type, told.Data.Excess));
        Assert.Equal(new Money(40_00, "CNY"), RefundView.Of(refund).Excess);
    }

    [Fact]
    public void Has_the_source_of_what_it_says_and_of_nothing_else()
    {
        var refund = Ask(PromisePolicy.Reconciled);
        saga.AcceptedAt = Now;
        Enter(refund, "Accepted");
        Assert.Equal(new ChangeOrigin(ExecutionOutcome.InProgress, null, null), refund.Origin);

        (saga.Outcome, saga.Source, saga.FinalAt, saga.ChannelTime) = (
            ExecutionOutcome.Succeeded, "channel", Now.AddHours(1), Now);
        Enter(refund, "Succeeded");
        Assert.Equal(new ChangeOrigin(ExecutionOutcome.Succeeded, "channel", Now), refund.Origin);

        (saga.BillDate, saga.ReconciledAt) = (new(2026, 3, 2), Now.AddDays(1));
        Enter(refund, "Succeeded");
        Assert.Equal((MerchantState.Succeeded, "file"), (refund.State, refund.Origin.Source));

        saga.CancelRefusedAt = Now;
        Enter(refund, "Succeeded");
        Assert.Equal(new ChangeOrigin(ExecutionOutcome.Succeeded, null, null), refund.Origin);
    }

    private static Refund Ask(PromisePolicy policy = PromisePolicy.ChannelFinal) => Refund.Ask(
        Guid.CreateVersion7(Now), Payment.Register(Facts, Now), Wish(policy), Now);

    private static RefundWish Wish(PromisePolicy policy) =>
        new("r-1", Facts.PaymentId, null, Amount, null, null, policy, null);

    private bool Enter(Refund refund, string state)
    {
        saga.CurrentState = state;
        return refund.Follow(saga, Now);
    }

    private static Movements Paid(long minor) => Movements.None("CNY") with { ByChannel = new(minor, "CNY") };
}
