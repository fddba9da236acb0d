using System.Diagnostics;
using MassTransit;
using Platform.Persistence;

namespace Platform.Messaging;

/// <summary>One delivered message that waits for its batch.</summary>
internal abstract class BatchItem
{
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public required Guid MessageId { get; init; }
    public required DateTimeOffset ArrivedAt { get; init; }

    /// <summary>The consume span, restored while the message is handled.</summary>
    public Activity? Activity { get; } = Activity.Current;

    /// <summary>Completes when the batch has committed, or faults when the message is poison.</summary>
    public Task Done => done.Task;

    public abstract object Body { get; }

    public abstract Task<IEnumerable<LockKey>> Keys(BatchScope scope);

    public abstract Task Handle(BatchScope scope, bool alone);

    public void Complete() => done.TrySetResult();

    public void Fail(Exception exception) => done.TrySetException(exception);
}

/// <inheritdoc />
internal sealed class BatchItem<T>(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next) : BatchItem where T : class
{
    public override object Body => context.Message;

    public override Task<IEnumerable<LockKey>> Keys(BatchScope scope) => scope.Locks.KeysOf(context, scope.Services);

    public override async Task Handle(BatchScope scope, bool alone)
    {
        var outer = Activity.Current;
        Activity.Current = Activity ?? outer;
        try
        {
            await next.Send(new BatchConsumeContext<T>(context, scope, alone));
        }
        finally
        {
            Activity.Current = outer;
        }
    }
}
