using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Platform.Hosting;
using Platform.Messaging;

namespace Platform.Persistence;

/// <summary>Rows and outgoing messages in one transaction, for whoever is not a message handler: HTTP, workers.</summary>
public sealed class Transactions<TDb> where TDb : DbContext
{
    private const int ConflictRetries = 5;
    private readonly IServiceScopeFactory scopes;
    private readonly OutboxPublisher publisher;

    internal Transactions(IServiceScopeFactory scopes, OutboxPublisher publisher) => (this.scopes, this.publisher) = (scopes, publisher);

    /// <summary>
    /// Runs <paramref name="body"/> in a READ COMMITTED transaction, saves, writes the outbox and commits. The body must be
    /// repeatable: it runs again, on fresh rows, after a conflict. What it publishes is sent after the commit.
    /// </summary>
    public async Task<TResult> Run<TResult>(Func<Unit<TDb>, Task<TResult>> body, CancellationToken ct)
    {
        for (var conflicts = 0; ;)
        {
            try
            {
                return await RunOnce(body, ct);
            }
            catch (Exception e) when (DatabaseFaults.Classify(e) is DatabaseFault.Conflict && conflicts < ConflictRetries)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(5, 20 << ++conflicts)), ct);
            }
        }
    }

    public Task Run(Func<Unit<TDb>, Task> body, CancellationToken ct) =>
        Run(async unit =>
        {
            await body(unit);
            return true;
        }, ct);

    /// <summary>The same without repeating it after a conflict: for callers that have others to work on meanwhile.</summary>
    public async Task<TResult> RunOnce<TResult>(Func<Unit<TDb>, Task<TResult>> body, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        db.ChangeTracker.AutoDetectChangesEnabled = false;        // once, before the save, instead of at every look for a row
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var unit = new Unit<TDb>(db, scope.ServiceProvider);
        var result = await body(unit);
        foreach (var step in scope.ServiceProvider.GetServices<IBeforeSave>()) await step.BeforeSaveAsync(db, ct);
        await unit.Save(ct);
        await OutboxStore.Insert(db, unit.Outgoing, publisher.Owner, ct);
        CrashPoints.Reach("unit-commit.before");
        await transaction.CommitAsync(ct);
        CrashPoints.Reach("unit-commit.after");
        publisher.Post(unit.Outgoing.Rows);
        return result;
    }
}

/// <summary>One transaction's tools.</summary>
public sealed class Unit<TDb> where TDb : DbContext
{
    internal Unit(TDb db, IServiceProvider services) => (Db, Services) = (db, services);

    public TDb Db { get; }

    /// <summary>Of the transaction's scope.</summary>
    public IServiceProvider Services { get; }

    internal OutgoingMessages Outgoing { get; } = new();

    /// <summary>Publishes after the commit, or when <paramref name="dueAt"/> (business time) has come.</summary>
    public void Publish(object message, DateTimeOffset? dueAt = null) => Outgoing.Publish(message, dueAt);

    /// <summary>Writes what changed so far: for rows whose order of writing matters.</summary>
    public Task Save(CancellationToken ct)
    {
        Db.ChangeTracker.DetectChanges();
        return Db.SaveChangesAsync(ct);
    }

    /// <summary>Loads and locks rows, in the global order. Name all that the transaction will change in one call.</summary>
    public Task Lock(CancellationToken ct, params LockKey[] keys) => Db.Lock(keys, ct);
}
