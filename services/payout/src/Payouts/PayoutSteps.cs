using Contracts.Payouts;
using MassTransit;
using Payout.Statements;
using Payout.Transfers;
using Platform.Messaging;
using Platform.Persistence;

namespace Payout.Payouts;

/// <summary>The verbs of <see cref="PayoutStateMachine"/>.</summary>
internal static class PayoutSteps
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    public static EventActivityBinder<PayoutState, MakePayout> Begin(
        this EventActivityBinder<PayoutState, MakePayout> payout, PayoutStateMachine m) => payout
        .Then(x => x.Order(m))
        .Then(x => x.AdoptLines(m))
        .TellNow(m);

    /// <summary>Its stop came first. What may have been sent before a restore cannot be stopped any more.</summary>
    public static EventActivityBinder<PayoutState, MakePayout> BeginStopped(
        this EventActivityBinder<PayoutState, MakePayout> payout, PayoutStateMachine m) => payout
        .Then(x => x.Order(m).Stop(m.Clock.GetUtcNow()))
        .Then(x => x.AdoptLines(m))
        .TellNow(m);

    public static EventActivityBinder<PayoutState, StopPayout> RememberStop(
        this EventActivityBinder<PayoutState, StopPayout> payout, PayoutStateMachine m) => payout
        .Then(x => x.Saga.UpdatedAt = m.Clock.GetUtcNow())
        .TransitionTo(m.StoppedUnordered);

    /// <summary>A send that was claimed a moment ago makes it too late; then its state is the answer.</summary>
    public static EventActivityBinder<PayoutState, StopPayout> Stop(
        this EventActivityBinder<PayoutState, StopPayout> payout, PayoutStateMachine m) => payout
        .Then(x => x.OwnTransfer().Stop(m.Clock.GetUtcNow()))
        .TellNow(m);

    public static EventActivityBinder<PayoutState, PayeeDataArrived> TakePayee(
        this EventActivityBinder<PayoutState, PayeeDataArrived> payout, PayoutStateMachine m) => payout
        .If(x => x.IsIn(TransferPhase.WantsPayee), waiting => waiting
            .Then(x => x.OwnTransfer().PayeeArrived(m.Clock.GetUtcNow()))
            .TellNow(m));

    /// <summary>The transfer changed: so did the order, whatever was last told of it.</summary>
    public static EventActivityBinder<PayoutState, TransferMoved> Follow(
        this EventActivityBinder<PayoutState, TransferMoved> payout, PayoutStateMachine m) => payout
        .If(x => x.OwnTransfer().NotedVersion < x.OwnTransfer().Version, news => news.TellNow(m));

    public static EventActivityBinder<PayoutState, PayoutConfirmed> NoteConfirmation(
        this EventActivityBinder<PayoutState, PayoutConfirmed> payout, PayoutStateMachine m) => payout
        .Then(x => x.Saga.ConfirmedVersion = Math.Max(x.Saga.ConfirmedVersion, x.Message.Version))
        .IfElse(
            x => x.OwnTransfer().RiseAbove(x.Message.Version),
            news => news.TellNow(m),
            told => told.If(
                x => x.Saga.ConfirmedVersion >= x.OwnTransfer().Version, done => done.Unschedule(m.TellAgain)));

    public static EventActivityBinder<PayoutState, TimeToTellAgain> TellUnconfirmed(
        this EventActivityBinder<PayoutState, TimeToTellAgain> payout, PayoutStateMachine m) => payout
        .If(x => x.Saga.ConfirmedVersion < x.OwnTransfer().Version, open => open
            .Then(x => x.Saga.Repeats++)
            .ThenAsync(x => x.Publish(x.Fact()))
            .Schedule(m.TellAgain, x => new TimeToTellAgain(x.Saga.CorrelationId), x => Pause(m, x.Saga)));

    /// <summary>The present state again. An order with another content is another order, and a bug.</summary>
    public static EventActivityBinder<PayoutState, T> AnswerAgain<T>(
        this EventActivityBinder<PayoutState, T> payout, PayoutStateMachine m) where T : class => payout
        .AnsweredAgain()
        .Then(x =>
        {
            if (x.Message is MakePayout order && !TransferTerms.Of(order).Describe(x.OwnTransfer()))
                throw new UnexpectedEventException(
                    $"Payout {x.Saga.CorrelationId} was ordered again with another content.");
        })
        .TellNow(m);

    /// <summary>Refund-center may have lost what it confirmed: it is told until it confirms again.</summary>
    public static EventActivityBinder<PayoutState, RepeatLast> ForgetConfirmation(
        this EventActivityBinder<PayoutState, RepeatLast> payout) => payout.Then(x => x.Saga.ConfirmedVersion = 0);

    /// <summary>Moves to the transfer's phase, tells it, and watches for the confirmation.</summary>
    private static EventActivityBinder<PayoutState, T> TellNow<T>(
        this EventActivityBinder<PayoutState, T> payout, PayoutStateMachine m) where T : class => payout
        .Then(x =>
        {
            x.OwnTransfer().Noted();
            (x.Saga.Repeats, x.Saga.UpdatedAt) = (0, m.Clock.GetUtcNow());
        })
        .If(x => x.IsIn(TransferPhase.WantsPayee), x => x.TransitionTo(m.PayeeDataWanted))
        .If(x => x.IsIn(TransferPhase.ToSend), x => x.TransitionTo(m.Accepted))
        .If(x => x.IsIn(TransferPhase.AtBank), x => x.TransitionTo(m.Sent))
        .If(x => x.IsIn(TransferPhase.Booked), x => x.TransitionTo(m.Succeeded))
        .If(x => x.IsIn(TransferPhase.Dead), x => x.TransitionTo(m.Failed))
        .If(x => x.IsIn(TransferPhase.Stopped), x => x.TransitionTo(m.Stopped))
        .If(x => x.IsIn(TransferPhase.Returned), x => x.TransitionTo(m.Returned))
        .ThenAsync(x => x.Publish(x.Fact()))
        .Schedule(m.TellAgain, x => new TimeToTellAgain(x.Saga.CorrelationId));

    private static TimeSpan Pause(PayoutStateMachine m, PayoutState saga)
    {
        var grown = m.Options.TellAgainAfter * (1 << Math.Min(saga.Repeats, 16));
        return grown < LongestPause ? grown : LongestPause;
    }

    private static Transfer Order(this BehaviorContext<PayoutState, MakePayout> x, PayoutStateMachine m)
    {
        var (order, now) = (x.Message, m.Clock.GetUtcNow());
        (x.Saga.RefundId, x.Saga.LegOrdinal, x.Saga.MerchantId) = (order.RefundId, order.LegOrdinal, order.MerchantId);
        var transfer = Transfer.Order(TransferTerms.Of(order), x.IsPayeeKnown(order.PaymentId), now, m.Rules);
        if (m.Doubt.About(order.PaymentId) is { } restored) transfer.MayHaveBeenSent(restored, now, m.Rules);
        x.Db<PayoutDb>().Add(transfer);
        return transfer;
    }

    /// <summary>
    /// What the bank told of this number while nobody here knew it: we were restored, and its order is told again.
    /// </summary>
    private static void AdoptLines(this BehaviorContext<PayoutState, MakePayout> x, PayoutStateMachine m)
    {
        var transfer = x.OwnTransfer();
        var orphans = x.Db<PayoutDb>().Locked<BankLine>()
            .Where(line => line.PayoutId is null && line.No == transfer.No
                && line.Amount.Currency == transfer.Amount.Currency)
            .OrderBy(line => line.SeenAt).ToList();
        foreach (var line in orphans) transfer.Move(line.AdoptedBy(transfer.PayoutId), m.Clock.GetUtcNow(), m.Rules);
    }

    private static bool IsPayeeKnown(this BehaviorContext<PayoutState> x, Guid paymentId) =>
        x.Db<PayoutDb>().FindLocked<Payees.PayeeRecord>(paymentId) is { IsKnown: true };

    private static bool IsIn(this BehaviorContext<PayoutState> x, TransferPhase phase) =>
        x.OwnTransfer().Phase == phase;

    private static Transfer OwnTransfer(this BehaviorContext<PayoutState> x) =>
        x.Db<PayoutDb>().FindLocked<Transfer>(x.Saga.CorrelationId)
            ?? throw new InvalidOperationException(
                $"Payout {x.Saga.CorrelationId} has no transfer, or its event names none.");

    private static PayoutChanged Fact(this BehaviorContext<PayoutState> x) => x.Saga.Fact(x.OwnTransfer());

    public static PayoutChanged Fact(this PayoutState payout, Transfer transfer) => new(
        payout.CorrelationId, payout.RefundId, payout.LegOrdinal, transfer.Version, transfer.Phase.ToStatus(),
        transfer.Moved, transfer.Returned, transfer.BankReference, transfer.BankTime, transfer.Error);
}
