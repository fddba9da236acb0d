using MassTransit;

namespace Reconciliation.Runs;

/// <summary>The verbs of <see cref="RunStateMachine"/>.</summary>
internal static class RunSteps
{
    public static EventActivityBinder<RunState, OpenRun> Remember(
        this EventActivityBinder<RunState, OpenRun> run, TimeProvider clock) =>
        run.Then(x =>
        {
            (x.Saga.Channel, x.Saga.ChannelMerchant) = (x.Message.Channel, x.Message.ChannelMerchant);
            x.Saga.Day = x.Message.Day;
            (x.Saga.Kinds, x.Saga.Round, x.Saga.OpenedAt) = ([.. x.Message.Kinds], 1, clock.GetUtcNow());
        });

    public static EventActivityBinder<RunState, FetchAgain> NextRound(
        this EventActivityBinder<RunState, FetchAgain> run) =>
        run.Then(x => (x.Saga.Round, x.Saga.Arrived, x.Saga.DoneAt) = (x.Saga.Round + 1, [], null));

    public static EventActivityBinder<RunState, T> OrderFiles<T>(
        this EventActivityBinder<RunState, T> run, TimeProvider clock)
        where T : class =>
        run.Touch(clock).Publish(x => new FetchBills(
            x.Saga.CorrelationId, x.Saga.Round, x.Saga.Channel, x.Saga.ChannelMerchant, x.Saga.Day, x.Saga.Kinds));

    public static EventActivityBinder<RunState, T> OrderMatch<T>(
        this EventActivityBinder<RunState, T> run, TimeProvider clock)
        where T : class =>
        run.Touch(clock).Publish(x => new MatchDay(
            x.Saga.CorrelationId, x.Saga.Round, x.Saga.Channel, x.Saga.ChannelMerchant, x.Saga.Day));

    public static EventActivityBinder<RunState, FileArrived> NoteArrival(
        this EventActivityBinder<RunState, FileArrived> run, TimeProvider clock) =>
        run.Touch(clock).Then(x => x.Saga.Arrived = [.. x.Saga.Arrived.Union([x.Message.Kind])]);

    public static EventActivityBinder<RunState, FileArrived> IfAllArrived(
        this EventActivityBinder<RunState, FileArrived> run,
        Func<EventActivityBinder<RunState, FileArrived>, EventActivityBinder<RunState, FileArrived>> then) =>
        run.If(x => x.Saga.Kinds.All(x.Saga.Arrived.Contains), x => then(x));

    public static EventActivityBinder<RunState, DayMatched> NoteMatch(
        this EventActivityBinder<RunState, DayMatched> run, TimeProvider clock) =>
        run.Touch(clock).Then(x =>
        {
            (x.Saga.Lines, x.Saga.Moved) = (x.Message.Lines, x.Message.Moved);
            (x.Saga.Waiting, x.Saga.Breaks, x.Saga.DoneAt) = (x.Message.Waiting, x.Message.Breaks, clock.GetUtcNow());
        });

    private static EventActivityBinder<RunState, T> Touch<T>(
        this EventActivityBinder<RunState, T> run, TimeProvider clock)
        where T : class =>
        run.Then(x => x.Saga.UpdatedAt = clock.GetUtcNow());
}
