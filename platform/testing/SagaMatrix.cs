using System.Collections;
using System.Reflection;
using MassTransit;
using Platform.Messaging;

namespace Platform.Testing;

/// <summary>
/// Reads off a state machine what it does with every event in every state: <c>x</c> acts, <c>.</c> ignored by name, <c>a</c> answered
/// again, <c>i</c> what is stale is ignored by name and the rest acts, <c>!</c> error queue, <c>p</c> parked (only without a saga),
/// <c>?</c> forgotten.
/// </summary>
public static class SagaMatrix
{
    private const BindingFlags Private = BindingFlags.NonPublic | BindingFlags.Instance;

    /// <summary>One row, for example <c>"x . ! a"</c>, in the order of <paramref name="events"/>.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="state">A state's name, or <c>no saga</c>.</param>
    /// <param name="events">The names of the machine's Event properties; a timer is <c>Name.Received</c>. Every event must be named.</param>
    public static string Row<TState>(MassTransitStateMachine<TState> machine, string state, string events)
        where TState : class, SagaStateMachineInstance
    {
        var names = events.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var missing = machine.Correlations.Select(NameOf).Except(names).ToArray();
        if (missing.Length > 0) throw new InvalidOperationException($"The matrix has no column for: {string.Join(", ", missing)}");
        return string.Join(' ', names.Select(n => LetterOf(machine, state, n)));
    }

    /// <summary>The names of all states in which a saga can lie.</summary>
    public static IReadOnlyList<string> StatesOf<TState>(MassTransitStateMachine<TState> machine)
        where TState : class, SagaStateMachineInstance =>
        [.. machine.States.Select(s => s.Name).Where(n => n is not ("Initial" or "Final"))];

    private static char LetterOf<TState>(MassTransitStateMachine<TState> machine, string state, string name)
        where TState : class, SagaStateMachineInstance
    {
        if (state != "no saga") return LetterIn(machine.GetState(state), name);
        var letter = LetterIn(machine.Initial, name);
        return letter != '?' ? letter : WithoutSaga(machine, name);
    }

    private static char LetterIn(object state, string name)
    {
        if (Find((IDictionary)Field(state, "_ignoredEvents")!, name) is not null) return '.';
        if (Find((IDictionary)Field(state, "_behaviors")!, name) is not { } behavior) return '?';
        var marks = new Marks();
        foreach (var activity in (IEnumerable)Field(behavior, "_activities")!) ((IVisitable)activity).Accept(marks);
        return marks.Letter ?? 'x';
    }

    private static char WithoutSaga<TState>(MassTransitStateMachine<TState> machine, string name)
        where TState : class, SagaStateMachineInstance
    {
        var correlation = machine.Correlations.Single(c => NameOf(c) == name);
        var policy = correlation.GetType().GetProperty("Policy")!.GetValue(correlation)!;
        var pipe = policy.GetType().GetField("_missingPipe", Private)?.GetValue(policy);
        return pipe?.GetType().GetProperty("Letter")?.GetValue(pipe) as char? ?? '?';
    }

    /// <summary>A timer's message correlates to AnyReceived; states act on Received, which is raised when the token is the present one.</summary>
    private static string NameOf(EventCorrelation correlation) =>
        ((Event)correlation.GetType().GetProperty("Event")!.GetValue(correlation)!).Name.Replace(".AnyReceived", ".Received");

    /// <summary>A timer is two events: any of its messages, and the one that counts. People know it as one.</summary>
    private static string NameOf(Event e) => e.Name.Replace(".AnyReceived", ".Received", StringComparison.Ordinal);

    private static object? Find(IDictionary byEvent, string name) =>
        byEvent.Keys.Cast<Event>().Where(e => e.Name == name).Select(e => byEvent[e]).FirstOrDefault();

    private static object? Field(object instance, string name)
    {
        for (var type = instance.GetType(); type is not null; type = type.BaseType)
            if (type.GetField(name, Private) is { } field) return field.GetValue(instance);
        throw new InvalidOperationException($"MassTransit's {instance.GetType().Name} has no {name} any more: SagaMatrix must be adapted.");
    }

    private sealed class Marks : StateMachineVisitor
    {
        public char? Letter { get; private set; }

        public void Visit(State state, Action<State> next) => next(state);

        public void Visit(Event @event, Action<Event> next) => next(@event);

        public void Visit<TMessage>(Event<TMessage> @event, Action<Event<TMessage>> next) where TMessage : class => next(@event);

        public void Visit(IStateMachineActivity activity) => Letter ??= (activity as IMarked)?.Letter;

        public void Visit<T>(IBehavior<T> behavior) where T : class, SagaStateMachineInstance
        {
        }

        public void Visit<T>(IBehavior<T> behavior, Action<IBehavior<T>> next) where T : class, SagaStateMachineInstance => next(behavior);

        public void Visit<T, TMessage>(IBehavior<T, TMessage> behavior) where T : class, SagaStateMachineInstance where TMessage : class
        {
        }

        public void Visit<T, TMessage>(IBehavior<T, TMessage> behavior, Action<IBehavior<T, TMessage>> next)
            where T : class, SagaStateMachineInstance where TMessage : class => next(behavior);

        public void Visit(IStateMachineActivity activity, Action<IStateMachineActivity> next)
        {
            Visit(activity);
            next(activity);
        }
    }
}
