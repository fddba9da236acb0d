using MassTransit;
using MassTransit.Saga;
using MassTransit.Context;
using Microsoft.EntityFrameworkCore;
using Platform.Persistence;

namespace Platform.Messaging;

/// <summary>Where MassTransit's state machines find their instances: in the DbContext of the batch, already loaded and locked.</summary>
internal sealed class BatchSagaRepositoryFactory<TSaga>(ISagaConsumeContextFactory<DbContext, TSaga> contexts)
    : ISagaRepositoryContextFactory<TSaga> where TSaga : class, ISaga
{
    public Task Send<T>(ConsumeContext<T> context, IPipe<SagaRepositoryContext<TSaga, T>> next) where T : class
    {
        var scope = context.GetPayload<BatchScope>();
        return next.Send(new BatchSagaRepositoryContext<TSaga, T>(scope.Db, context, contexts));
    }

    public Task SendQuery<T>(ConsumeContext<T> context, ISagaQuery<TSaga> query, IPipe<SagaRepositoryQueryContext<TSaga, T>> next)
        where T : class => throw new InvalidOperationException("Sagas are found by their id only: a query names no row to lock.");

    public void Probe(ProbeContext context) => context.CreateScope("batchSagaRepository");
}

/// <inheritdoc cref="BatchSagaRepositoryFactory{TSaga}" />
internal sealed class BatchSagaRepositoryContext<TSaga, TMessage>(
    DbContext db, ConsumeContext<TMessage> context, ISagaConsumeContextFactory<DbContext, TSaga> contexts)
    : ConsumeContextScope<TMessage>(context), SagaRepositoryContext<TSaga, TMessage>
    where TSaga : class, ISaga
    where TMessage : class
{
    private readonly ConsumeContext<TMessage> consumed = context;

    public Task<SagaConsumeContext<TSaga, TMessage>> Add(TSaga instance) => Wrap(instance, SagaConsumeContextMode.Add);

    public Task<SagaConsumeContext<TSaga, TMessage>> Insert(TSaga instance)
    {
        db.Add(instance);
        return Wrap(instance, SagaConsumeContextMode.Insert);
    }

    public async Task<SagaConsumeContext<TSaga, TMessage>> Load(Guid correlationId) =>
        db.FindLocked<TSaga>(correlationId) is { } instance ? await Wrap(instance, SagaConsumeContextMode.Load) : null!;

    public Task Save(SagaConsumeContext<TSaga> context)
    {
        if (db.Entry(context.Saga).State is EntityState.Detached) db.Add(context.Saga);
        return Task.CompletedTask;
    }

    public Task Update(SagaConsumeContext<TSaga> context) => Task.CompletedTask;          // the batch saves

    public Task Delete(SagaConsumeContext<TSaga> context)
    {
        db.Remove(context.Saga);
        return Task.CompletedTask;
    }

    public Task Discard(SagaConsumeContext<TSaga> context) => Task.CompletedTask;

    public Task Undo(SagaConsumeContext<TSaga> context) => Task.CompletedTask;            // a failed batch is thrown away whole

    public Task<SagaConsumeContext<TSaga, T>> CreateSagaConsumeContext<T>(
        ConsumeContext<T> consumeContext, TSaga instance, SagaConsumeContextMode mode) where T : class =>
        contexts.CreateSagaConsumeContext(db, consumeContext, instance, mode);

    private Task<SagaConsumeContext<TSaga, TMessage>> Wrap(TSaga instance, SagaConsumeContextMode mode) =>
        contexts.CreateSagaConsumeContext(db, consumed, instance, mode);
}
