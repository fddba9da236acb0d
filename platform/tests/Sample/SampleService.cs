using MassTransit;
using Microsoft.EntityFrameworkCore;
using Platform.Hosting;
using Platform.Messaging;
using Platform.Persistence;

namespace Platform.Tests.Sample;

/// <summary>Adds to a counter; negative amounts are poison.</summary>
public sealed record Add(Guid CounterId, long Amount);

public sealed record Added(Guid CounterId, long Value);

public sealed record StartErrand(Guid ErrandId);

public sealed record DoStep(Guid ErrandId);

public sealed record StepDone(Guid ErrandId, int Steps);

public sealed record EndErrand(Guid ErrandId);

public sealed record Reminder(Guid ErrandId);

/// <summary>Moves between two counters, whose rows are locked in one order whatever the direction.</summary>
public sealed record Move(Guid From, Guid To, long Amount);

/// <summary>Nobody listens to this one, and nobody may say so.</summary>
public sealed record Cry(string Text);

public sealed class Counter
{
    public Guid Id { get; init; }
    public long Value { get; set; }
    public string? Note { get; set; }
}

public sealed class Errand : SagaStateMachineInstance
{
    public Guid CorrelationId { get; set; }
    public string CurrentState { get; set; } = "";
    public int Steps { get; set; }
    public int Reminders { get; set; }
    public Guid? ReminderToken { get; set; }
}

public sealed class SampleDb(DbContextOptions<SampleDb> options) : PlatformDbContext(options)
{
    public DbSet<Counter> Counters => Set<Counter>();
    public DbSet<Errand> Errands => Set<Errand>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Errand>().HasKey(e => e.CorrelationId);
        modelBuilder.Entity<Counter>().ToTable("counters");
        modelBuilder.Entity<Errand>().ToTable("errands");
        base.OnModelCreating(modelBuilder);
    }
}

public sealed class AddConsumer(SampleDb db) : IConsumer<Add>, ILockKeys<Add>
{
    public IEnumerable<LockKey> KeysOf(Add message) => [LockKey.Of<Counter>(message.CounterId)];

    public async Task Consume(ConsumeContext<Add> context)
    {
        if (context.Message.Amount < 0) throw new InvalidOperationException("negative");
        var counter = db.FindLocked<Counter>(context.Message.CounterId);
        if (counter is null) db.Add(counter = new Counter { Id = context.Message.CounterId });
        counter.Value += context.Message.Amount;
        await context.Publish(new Added(counter.Id, counter.Value));
    }
}

public sealed class MoveConsumer(SampleDb db) : IConsumer<Move>, ILockKeys<Move>
{
    public IEnumerable<LockKey> KeysOf(Move message) => [LockKey.Of<Counter>(message.From), LockKey.Of<Counter>(message.To)];

    public Task Consume(ConsumeContext<Move> context)
    {
        db.FindLocked<Counter>(context.Message.From)!.Value -= context.Message.Amount;
        db.FindLocked<Counter>(context.Message.To)!.Value += context.Message.Amount;
        return Task.CompletedTask;
    }
}

public sealed class ErrandMachine : MassTransitStateMachine<Errand>
{
    public ErrandMachine()
    {
        InstanceState(x => x.CurrentState);
        Event(() => Started, e => e.CorrelateById(m => m.Message.ErrandId));
        Event(() => Stepped, e => { e.CorrelateById(m => m.Message.ErrandId); e.ParkedWithoutASaga(); });
        Event(() => Ended, e => { e.CorrelateById(m => m.Message.ErrandId); e.NeverWithoutASaga(); });
        Schedule(() => Remind, x => x.ReminderToken, s =>
        {
            s.Delay = TimeSpan.FromSeconds(30);
            s.Received = e => { e.CorrelateById(m => m.Message.ErrandId); e.IgnoredWithoutASaga(); };
        });

        Initially(When(Started).Schedule(Remind, c => new Reminder(c.Saga.CorrelationId)).TransitionTo(Open));
        During(Open,
            When(Stepped).Then(c => c.Saga.Steps++).PublishAsync(c => Task.FromResult(new StepDone(c.Saga.CorrelationId, c.Saga.Steps))),
            When(Remind.Received).Then(c => c.Saga.Reminders++).Schedule(Remind, c => new Reminder(c.Saga.CorrelationId)),
            When(Ended).Unschedule(Remind).TransitionTo(Closed),
            When(Started).AnsweredAgain().Publish(c => new StepDone(c.Saga.CorrelationId, c.Saga.Steps)));
        During(Closed, Ignore(Started), this.Unexpected(Stepped), Ignore(Ended), Ignore(Remind.Received));
    }

    public State Open { get; private set; } = null!;
    public State Closed { get; private set; } = null!;
    public Event<StartErrand> Started { get; private set; } = null!;
    public Event<DoStep> Stepped { get; private set; } = null!;
    public Event<EndErrand> Ended { get; private set; } = null!;
    public Schedule<Errand, Reminder> Remind { get; private set; } = null!;
}

public static class SampleService
{
    public static void AddSample(this PlatformBuilder p)
    {
        p.Endpoint("counters", e => e.Consumer<AddConsumer>());
        p.Endpoint("moves", e => e.Consumer<MoveConsumer>());
        p.Endpoint("errands", e => e.Saga<ErrandMachine, Errand>());
    }
}
