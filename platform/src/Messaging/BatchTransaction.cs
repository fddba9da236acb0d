using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Platform.Hosting;
using Platform.Observability;
using Platform.Persistence;

namespace Platform.Messaging;

/// <summary>One batch, once: inbox, locks, handlers, save, outbox, commit, and then the sends are started.</summary>
internal sealed class BatchTransaction(
    IServiceScopeFactory scopes, Func<IServiceProvider, DbContext> context, OutboxPublisher publisher, TimeProvider clock)
{
    public async Task Run(string queue, IReadOnlyList<BatchItem> items, CancellationToken ct)
    {
        using var activity = PlatformActivity.Source.StartActivity(
            "batch " + queue, ActivityKind.Internal, parentContext: default, links: items.Select(LinkOf).OfType<ActivityLink>());
        await using var services = scopes.CreateAsyncScope();
        await using var db = context(services.ServiceProvider);
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        var scope = new BatchScope(services, db, clock);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var fresh = await TakeNew(db, queue, items, ct);
        PlatformMeter.Batch(queue, items.Count, items.Count - fresh.Count);
        if (fresh.Count > 0)
        {
            await Load(scope, fresh, ct);
            foreach (var item in fresh) await item.Handle(scope, alone: items.Count == 1);
            foreach (var step in scope.Services.GetServices<IBeforeSave>()) await step.BeforeSaveAsync(db, ct);
            db.ChangeTracker.DetectChanges();
            await db.SaveChangesAsync(ct);
            await OutboxStore.Insert(db, scope.Outgoing, publisher.Owner, ct);
        }
        CrashPoints.Reach("batch-commit.before");
        await transaction.CommitAsync(ct);
        CrashPoints.Reach("batch-commit.after");
        publisher.Post(scope.Outgoing.Rows);
    }

    /// <summary>The messages not handled before, in the order of arrival; the same message twice in one batch is one.</summary>
    private static async Task<List<BatchItem>> TakeNew(DbContext db, string queue, IReadOnlyList<BatchItem> items, CancellationToken ct)
    {
        var fresh = await Inbox.Insert(db, queue, [.. items.Select(i => i.MessageId).Distinct()], ct);
        foreach (var item in items) item.IsKnown = !fresh.Remove(item.MessageId);
        return [.. items.Where(i => !i.IsKnown)];
    }

    private static async Task Load(BatchScope scope, List<BatchItem> items, CancellationToken ct)
    {
        var steps = scope.Services.GetServices<IBeforeLoad>().ToList();
        if (steps.Count > 0)
        {
            var bodies = items.Select(i => i.Body).OfType<object>().ToList();
            foreach (var step in steps) await step.BeforeLoadAsync(scope.Db, bodies, ct);
        }
        var keys = new List<LockKey>();
        foreach (var item in items) keys.AddRange(await item.Keys(scope.Services));
        await scope.Db.Lock(keys, ct);
    }

    private static ActivityLink? LinkOf(BatchItem item) => item.Activity is { } a ? new ActivityLink(a.Context) : null;
}
