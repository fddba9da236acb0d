using MassTransit;

namespace Platform.Messaging;

/// <summary>What becomes of an event that finds no saga, with the letter that the matrix test shows for it.</summary>
internal sealed class WithoutSaga<TMessage>(char letter, Func<ConsumeContext<TMessage>, Task> action) : IPipe<ConsumeContext<TMessage>>
    where TMessage : class
{
    public char Letter => letter;

    public Task Send(ConsumeContext<TMessage> context) => action(context);

    public void Probe(ProbeContext context) => context.CreateScope("withoutSaga");
}

/// <summary>Marks and throws: an event that must never arrive in this state.</summary>
internal sealed class UnexpectedActivity<TSaga, TMessage> : MarkActivity<TSaga, TMessage>
    where TSaga : class, SagaStateMachineInstance where TMessage : class
{
    public override char Letter => '!';

    public override Task Execute(BehaviorContext<TSaga, TMessage> context, IBehavior<TSaga, TMessage> next) =>
        throw new UnexpectedEventException(
            $"{typeof(TMessage).Name} must not reach {typeof(TSaga).Name} {context.Saga.CorrelationId} in this state.");
}

/// <summary>Marks and goes on.</summary>
internal sealed class AnsweredAgainActivity<TSaga, TMessage> : MarkActivity<TSaga, TMessage>
    where TSaga : class, SagaStateMachineInstance where TMessage : class
{
    public override char Letter => 'a';

    public override Task Execute(BehaviorContext<TSaga, TMessage> context, IBehavior<TSaga, TMessage> next) => next.Execute(context);
}

/// <summary>Marks and does nothing.</summary>
internal sealed class IgnoredActivity<TSaga, TMessage> : MarkActivity<TSaga, TMessage>
    where TSaga : class, SagaStateMachineInstance where TMessage : class
{
    public override char Letter => 'i';

    public override Task Execute(BehaviorContext<TSaga, TMessage> context, IBehavior<TSaga, TMessage> next) => next.Execute(context);
}

/// <summary>An activity that the matrix test recognises.</summary>
internal abstract class MarkActivity<TSaga, TMessage> : IStateMachineActivity<TSaga, TMessage>, IMarked
    where TSaga : class, SagaStateMachineInstance where TMessage : class
{
    public abstract char Letter { get; }

    public abstract Task Execute(BehaviorContext<TSaga, TMessage> context, IBehavior<TSaga, TMessage> next);

    public void Accept(StateMachineVisitor visitor) => visitor.Visit(this);

    public void Probe(ProbeContext context) => context.CreateScope("mark");

    public Task Faulted<TException>(
        BehaviorExceptionContext<TSaga, TMessage, TException> context, IBehavior<TSaga, TMessage> next)
        where TException : Exception => next.Faulted(context);
}

internal interface IMarked
{
    char Letter { get; }
}
