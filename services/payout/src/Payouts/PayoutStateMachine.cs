using Contracts.Payouts;
using MassTransit;
using Payout.Restores;
using Payout.Transfers;
using Platform.Messaging;

namespace Payout.Payouts;

/// <summary>
/// The life of a payout order. Its states are the transfer's phases in refund-center's words; they move when the
/// transfer did, and each change is told until it is confirmed. One block per state, in the order of life; what is
/// alike everywhere comes last.
/// </summary>
public sealed class PayoutStateMachine : MassTransitStateMachine<PayoutState>
{
    public PayoutStateMachine(PayoutOptions options, BankRules rules, Doubt doubt, TimeProvider clock)
    {
        (Options, Rules, Doubt, Clock) = (options, rules, doubt, clock);
        InstanceState(x => x.CurrentState);                       // the name: reordering states must never move money
        DeclareEvents();

        Initially(
            When(Ordered).Begin(this),
            When(StopAsked).RememberStop(this));                  // it overtook its order, which must do nothing then

        During(StoppedUnordered,
            When(Ordered).BeginStopped(this),
            Ignore(StopAsked),                                    // only the order says what to answer; it is repeated
            Ignore(Moved),                                        // of a transfer that a restore made us forget
            Ignore(PayeeArrived), Ignore(Confirmed), Ignore(TellAgain.Received), Ignore(Repeat));

        During([Accepted, PayeeDataWanted, Sent],                 // Sent too: it may turn out that it was not
            When(StopAsked).Stop(this),
            When(PayeeArrived).TakePayee(this));

        During([Succeeded, Failed, Stopped, Returned],
            When(StopAsked).AnswerAgain(this),
            Ignore(PayeeArrived));

        During([Accepted, PayeeDataWanted, Sent, Succeeded, Failed, Stopped, Returned],
            When(Ordered).AnswerAgain(this),
            When(Moved).Follow(this),                             // facts are taken over in every state
            When(Confirmed).NoteConfirmation(this),
            When(TellAgain.Received).TellUnconfirmed(this),
            When(Repeat).ForgetConfirmation().AnswerAgain(this));
    }

    public State StoppedUnordered { get; private set; } = null!;
    public State Accepted { get; private set; } = null!;
    public State PayeeDataWanted { get; private set; } = null!;
    public State Sent { get; private set; } = null!;
    public State Succeeded { get; private set; } = null!;
    public State Failed { get; private set; } = null!;
    public State Stopped { get; private set; } = null!;
    public State Returned { get; private set; } = null!;

    public Event<MakePayout> Ordered { get; private set; } = null!;
    public Event<StopPayout> StopAsked { get; private set; } = null!;
    public Event<PayeeDataArrived> PayeeArrived { get; private set; } = null!;
    public Event<TransferMoved> Moved { get; private set; } = null!;
    public Event<PayoutConfirmed> Confirmed { get; private set; } = null!;
    public Event<RepeatLast> Repeat { get; private set; } = null!;
    public Schedule<PayoutState, TimeToTellAgain> TellAgain { get; private set; } = null!;

    internal PayoutOptions Options { get; }
    internal BankRules Rules { get; }
    internal Doubt Doubt { get; }
    internal TimeProvider Clock { get; }

    /// <summary>
    /// Transfers and their orders are made in one transaction: a fact without an order can only be about one that a
    /// restore made us forget. It says nothing by itself, and the order is told again.
    /// </summary>
    private void DeclareEvents()
    {
        Event(() => Ordered, x => x.CorrelateById(m => m.Message.PayoutId));
        Event(() => StopAsked, x => x.CorrelateById(m => m.Message.PayoutId));
        Event(() => PayeeArrived, x =>
            x.CorrelateById(m => m.Message.PayoutId).NeverWithoutASaga(_ => Doubt.HasForgotten));
        Event(() => Moved, x => x.CorrelateById(m => m.Message.PayoutId).NeverWithoutASaga(_ => Doubt.HasForgotten));
        Event(() => Confirmed, x => x.CorrelateById(m => m.Message.PayoutId).IgnoredWithoutASaga());
        Event(() => Repeat, x => x.CorrelateById(m => m.Message.PayoutId).IgnoredWithoutASaga());
        Schedule(() => TellAgain, x => x.TellAgainToken, x =>
        {
            x.Delay = Options.TellAgainAfter;
            x.Received = e => e.CorrelateById(m => m.Message.PayoutId).IgnoredWithoutASaga();
        });
    }
}
