using Contracts;
using Contracts.Clearing;
using Contracts.Executions;
using Contracts.Payments;
using Gateway.Refunds;
using Microsoft.Extensions.DependencyInjection;
using Platform.Testing;

namespace Gateway.Tests.Refunds;

/// <summary>A refund of 100.00 CNY, told as the messages that reach its saga.</summary>
public abstract class RefundSpec : SagaSpec<RefundStateMachine, RefundState>
{
    protected static readonly Guid RefundId = Guid.Parse("01975a30-0000-7000-8000-000000000001");
    protected static readonly Money Amount = new(100_00, "CNY");
    protected static readonly PaymentFacts Payment = new(
        Guid.Parse("01975a30-0000-7000-8000-000000000002"), Guid.Parse(
            "01975a30-0000-7000-8000-000000000003"), "order-1", new(120_00, "CNY"),
        new(72, "CNY"), "wechat", "1900000109", "4200000001", "wallet", new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));

    protected override Guid SagaId => RefundId;

    protected override void Configure(IServiceCollection services) =>
        services.AddSingleton<TimeProvider>(new FakeClock());

    protected static RefundHandedOn HandedOn(int attempt = 1) => new(RefundId, attempt, Payment, Amount, "too small", "refund-1");

    protected static RefundDeducted Deducted(int attempt = 1) =>
        new(RefundId, attempt, new(99_40, "CNY"), new(60, "CNY"));

    protected static RefundWaiting Short(int attempt = 1) => new(RefundId, attempt, new(5_00, "CNY"));

    protected static DeductionRefused Refused(string code = "debt_too_high", int attempt = 1) =>
        new(RefundId, attempt, new(code, "No."));

    protected static DeductionCancelled Cancelled(int attempt = 1) => new(RefundId, attempt);

    protected static ExecutionStopped Stopped(int attempt = 1) => new(RefundId, attempt);

    protected static RefundAccepted Accepted(int attempt = 1) =>
        new(RefundId, attempt, "interface", new(2026, 3, 3, 0, 0, 0, TimeSpan.Zero));

    protected static RefundExecuted Executed(
        int version, ExecutionOutcome outcome, int attempt = 1, long moved = -1, string? waitingFor = null)
    {
        var amount = moved >= 0 ? moved : outcome is ExecutionOutcome.Succeeded ? Amount.Minor : 0;
        return new(
            RefundId, attempt, version, outcome, "interface", Movements.None(
                "CNY") with { ByChannel = new(amount, "CNY") }, waitingFor,
            outcome is ExecutionOutcome.Succeeded ? "payer" : null, null,
            outcome is ExecutionOutcome.Failed ? new RefundError(
                "account_abnormal", "The payer's account is closed.") : null);
    }

    protected static RefundReconciled Reconciled(int version) => new(RefundId, 1, version, new DateOnly(2026, 3, 2));

    protected static DeductionSettled Settled(int orderNo) => new(RefundId, orderNo);

    protected static RefundCancelAsked CancelAsked(int attempt = 1) => new(RefundId, attempt);

    protected static RefundAskAgain TimeToAskAgain() => new(RefundId);
}
