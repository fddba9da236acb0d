using MassTransit;
using Microsoft.EntityFrameworkCore;
using Platform.Messaging;
using Platform.Persistence;

namespace Benchmarks.Messaging;

/// <summary>The first of seven hops. The text makes the bodies as long as those of real messages.</summary>
public sealed record BeginHops(Guid RefundId, int Account, string Text);

public sealed record DoHop(Guid RefundId, int Step, int Account, long Amount, string Text);

public sealed record HopDone(Guid RefundId, int Step, int Account, long Balance, string Text);

/// <summary>One refund on its way: three orders, three answers.</summary>
public sealed class HopSaga : SagaStateMachineInstance
{
    public Guid CorrelationId { get; set; }
    public string CurrentState { get; set; } = "";
    public int Step { get; set; }
    public long Amount { get; set; }
}

/// <summary>What a worker changes under a row lock.</summary>
public sealed class HopAccount
{
    public int Id { get; init; }
    public long Balance { get; set; }
}

public sealed class HopDb(DbContextOptions<HopDb> options) : PlatformDbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<HopSaga>().ToTable("hop_sagas").HasKey(s => s.CorrelationId);
        modelBuilder.Entity<HopAccount>().ToTable("hop_accounts");
        base.OnModelCreating(modelBuilder);
    }
}

/// <summary>Begin, then three times order and answer: seven messages.</summary>
public sealed class HopMachine : MassTransitStateMachine<HopSaga>
{
    private const int Steps = 3;

    public HopMachine(Finished finished)
    {
        InstanceState(x => x.CurrentState);
        Event(() => Begun, e => e.CorrelateById(m => m.Message.RefundId));
        Event(() => Done, e => e.CorrelateById(m => m.Message.RefundId));
        Initially(When(Begun)
            .Then(c => (c.Saga.Step, c.Saga.Amount) = (1, 100))
            .Publish(c => new DoHop(c.Message.RefundId, 1, c.Message.Account, 100, c.Message.Text))
            .TransitionTo(Open));
        During(Open, When(Done, c => c.Message.Step == c.Saga.Step).IfElse(c => c.Saga.Step < Steps,
            next => next.Then(c => c.Saga.Step++)
                .Publish(c => new DoHop(c.Message.RefundId, c.Saga.Step, c.Message.Account, 100, c.Message.Text)),
            end => end.Then(c => finished.Report(c.Saga.CorrelationId)).TransitionTo(Ended)));
        During(Ended, Ignore(Done), Ignore(Begun));
    }

    public State Open { get; private set; } = null!;
    public State Ended { get; private set; } = null!;
    public Event<BeginHops> Begun { get; private set; } = null!;
    public Event<HopDone> Done { get; private set; } = null!;
}

/// <summary>The durable worker: one locked row per order.</summary>
public sealed class HopWorker(HopDb db) : IConsumer<DoHop>, ILockKeys<DoHop>
{
    public IEnumerable<LockKey> KeysOf(DoHop message) => [LockKey.Of<HopAccount>(message.Account)];

    public Task Consume(ConsumeContext<DoHop> context)
    {
        var (order, account) = (context.Message, db.FindLocked<HopAccount>(context.Message.Account)!);
        account.Balance += order.Amount;
        return context.Publish(new HopDone(order.RefundId, order.Step, order.Account, account.Balance, order.Text));
    }
}

/// <summary>The worker of the floor: nothing but the answer.</summary>
public sealed class BareHopWorker : IConsumer<DoHop>
{
    public Task Consume(ConsumeContext<DoHop> context)
    {
        var order = context.Message;
        return context.Publish(new HopDone(order.RefundId, order.Step, order.Account, order.Amount, order.Text));
    }
}
