using Clearing.Deductions;
using Clearing.Payments;
using Clearing.Tests.Payments;
using Contracts;
using Contracts.Accounting;
using Contracts.Clearing;
using Contracts.Executions;
using Contracts.Payments;
using Microsoft.EntityFrameworkCore;
using Platform.Testing;

namespace Clearing.Tests;

/// <summary>One refund of one payment of one merchant, told to the service message by message.</summary>
public abstract class ClearingSpec(ServiceHarness<ClearingDb> clearing)
{
    protected ServiceHarness<ClearingDb> Service { get; } = clearing;
    protected Guid RefundId { get; } = Guid.CreateVersion7();
    protected PaymentFacts Payment { get; set; } = A_payment.Facts(paid: 100_00, fee: 60);

    protected DeductRefund Deduct(long amount = 40_00, int attempt = 1, Money? fee = null, Guid? refund = null) =>
        new(refund ?? RefundId, attempt, Payment, Cny(amount), fee);

    protected FundsHeld Held(int attempt = 1) => new(RefundId, attempt);

    protected FundsShort Short(long missing = 10_00, int attempt = 1) => new(RefundId, attempt, Cny(missing));

    protected CancelDeduction Cancel(int attempt = 1) => new(RefundId, attempt, Payment.MerchantId);

    protected HoldCancelled HoldCancelled(int attempt = 1) => new(RefundId, attempt);

    protected HoldSettled HoldSettled(int orderNo) => new(RefundId, orderNo);

    protected SettleDeduction Settle(int orderNo, ExecutionOutcome outcome, long byChannel = 0, int attempt = 1) => new(
        RefundId, attempt, orderNo, Payment, Cny(40_00), outcome,
        Movements.None("CNY") with { ByChannel = Cny(byChannel) });

    /// <summary>Publishes messages one after another, each after the one before was handled.</summary>
    protected async Task Given(params object[] messages)
    {
        foreach (var message in messages)
        {
            var id = Guid.CreateVersion7();
            await Service.Publish(message, id);
            await Eventually.True(
                async () => await Service.Database.Scalar<long>(
                    $"SELECT count(*) FROM inbox WHERE message_id = '{id}'") > 0,
                $"{message.GetType().Name} was handled");
        }
    }

    /// <summary>The same, where the story turns.</summary>
    protected Task When(params object[] messages) => Given(messages);

    protected async Task RefundIs(string state) => await Eventually.True(
        async () => (await Saga())?.CurrentState == state, $"the deduction is {state}");

    protected async Task<DeductionState?> Saga(Guid? refund = null)
    {
        await using var db = Service.Database.Open();
        var id = refund ?? RefundId;
        return await db.Deductions.AsNoTracking().SingleOrDefaultAsync(x => x.CorrelationId == id);
    }

    protected async Task<bool> IsQueued() => await Service.Database.Scalar<long>(
        $"SELECT count(*) FROM waiting_refunds WHERE refund_id = '{RefundId}'") > 0;

    protected async Task<ClearedPayment> Row()
    {
        await using var db = Service.Database.Open();
        return await db.Payments.AsNoTracking().SingleAsync(x => x.PaymentId == Payment.PaymentId);
    }

    /// <summary>Waits for the n-th message of a type about this refund.</summary>
    protected Task<T> Sent<T>(int times = 1) => Service.Published<T>(IsMine, times);

    /// <summary>Once everything that was said has been heard.</summary>
    protected async Task SentExactly<T>(int times)
    {
        await Eventually.True(
            async () => await Service.Database.Scalar<long>("SELECT count(*) FROM outbox WHERE due_at IS NULL") == 0,
            "all is sent");
        await Task.Delay(50);
        Assert.Equal(times, Service.AllOf<T>().Count(IsMine));
    }

    protected static Money Cny(long minor) => new(minor, "CNY");

    private bool IsMine<T>(T message) =>
        (typeof(T).GetProperty("RefundId")?.GetValue(message) ?? typeof(T).GetProperty("PaymentId")!.GetValue(message))
        is Guid id && (id == RefundId || id == Payment.PaymentId);
}
