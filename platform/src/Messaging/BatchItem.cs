using System.Diagnostics;
using MassTransit;
using Platform.Persistence;

namespace Platform.Messaging;

/// <summary>One delivered message that waits for its batch.</summary>
internal sealed class BatchItem(ConsumeContext context, IPipe<ConsumeContext> next, MessageReading? message)
{
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <exception cref="InvalidOperationException">The message has no id.</exception>
    public Guid MessageId { get; } =
        context.MessageId ?? throw new InvalidOperationException("A message without an id cannot be told from its copy.");

    /// <summary>The consume span, restored while the message is handled.</summary>
    public Activity? Activity { get; } = Activity.Current;

    /// <summary>The inbox had it already: somebody handled it before.</summary>
    public bool IsKnown { get; set; }

    /// <summary>How often it met another transaction when it was tried by itself.</summary>
    public int Conflicts { get; set; }

    /// <summary>Completes when the batch has committed, or faults when the message is poison.</summary>
    public Task Done => done.Task;

    /// <summary>The message; null when nobody here listens to its type.</summary>
    public object? Body => message?.Body;

    public Task<IEnumerable<LockKey>> Keys(IServiceProvider services) =>
        message is null ? Task.FromResult<IEnumerable<LockKey>>([]) : message.Keys(services);

    public async Task Handle(BatchScope scope, bool alone)
    {
        var outer = Activity.Current;
        Activity.Current = Activity ?? outer;
        try
        {
            await next.Send(new BatchConsumeContext(context, scope, alone));
        }
        finally
        {
            Activity.Current = outer;
        }
    }

    /// <summary>Else the bus would think that nobody wanted the message, and put it aside as skipped.</summary>
    public Task SayKnown() => message?.SayKnown() ?? Task.CompletedTask;

    public void Complete() => done.TrySetResult();

    public void Fail(Exception exception) => done.TrySetException(exception);
}
