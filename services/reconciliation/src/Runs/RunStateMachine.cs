using MassTransit;
using Platform.Messaging;

namespace Reconciliation.Runs;

/// <summary>
/// The life of a day's run. It orders its own workers by message and is itself told again and again by <see
/// cref="OpenRuns"/> until it is done, so that a lost message costs a minute and nothing else.
/// </summary>
public sealed class RunStateMachine : MassTransitStateMachine<RunState>
{
    public RunStateMachine(TimeProvider clock)
    {
        InstanceState(x => x.CurrentState);                       // the name

        // Without a saga the answers came from before a restore: OpenRuns opens the day again and they are given again.
        Event(() => Opened, x => x.CorrelateById(m => m.Message.RunId));
        Event(() => Arrived, x => x.CorrelateById(m => m.Message.RunId).IgnoredWithoutASaga());
        Event(() => Delayed, x => x.CorrelateById(m => m.Message.RunId).IgnoredWithoutASaga());
        Event(() => Matched, x => x.CorrelateById(m => m.Message.RunId).IgnoredWithoutASaga());
        Event(() => Again, x => x.CorrelateById(m => m.Message.RunId).NeverWithoutASaga());

        Initially(
            When(Opened).Remember(clock).OrderFiles(clock).TransitionTo(Fetching));

        During(Fetching,
            When(Opened).OrderFiles(clock).AnsweredAgain(),
            When(Arrived, IsOfThisRound).NoteArrival(clock)
                .IfAllArrived(x => x.OrderMatch(clock).TransitionTo(Matching)),
            When(Delayed, IsOfThisRound).TransitionTo(Waiting),
            When(Again).NextRound().OrderFiles(clock),
            Ignore(Matched));                                     // of the round before

        // A file is not there, or broken; its worker asks again by itself.
        During(Waiting,
            When(Opened).OrderFiles(clock).AnsweredAgain(),
            When(Arrived, IsOfThisRound).NoteArrival(clock)
                .IfAllArrived(x => x.OrderMatch(clock).TransitionTo(Matching)),
            When(Again).NextRound().OrderFiles(clock).TransitionTo(Fetching),
            Ignore(Delayed), Ignore(Matched));

        During(Matching,
            When(Opened).OrderMatch(clock).AnsweredAgain(),
            When(Matched, x => x.Message.Round == x.Saga.Round).NoteMatch(clock).TransitionTo(Done),
            When(Again).NextRound().OrderFiles(clock).TransitionTo(Fetching),
            Ignore(Arrived), Ignore(Delayed));

        During(Done,
            When(Again).NextRound().OrderFiles(clock).TransitionTo(Fetching),
            Ignore(Opened), Ignore(Arrived), Ignore(Delayed), Ignore(Matched));
    }

    public State Fetching { get; private set; } = null!;
    public State Waiting { get; private set; } = null!;
    public State Matching { get; private set; } = null!;
    public State Done { get; private set; } = null!;

    public Event<OpenRun> Opened { get; private set; } = null!;
    public Event<FileArrived> Arrived { get; private set; } = null!;
    public Event<FileDelayed> Delayed { get; private set; } = null!;
    public Event<DayMatched> Matched { get; private set; } = null!;
    public Event<FetchAgain> Again { get; private set; } = null!;

    private static bool IsOfThisRound(BehaviorContext<RunState, FileArrived> x) => x.Message.Round == x.Saga.Round;

    private static bool IsOfThisRound(BehaviorContext<RunState, FileDelayed> x) => x.Message.Round == x.Saga.Round;
}
