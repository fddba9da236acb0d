using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Platform.Time;

namespace Platform.Messaging;

/// <summary>
/// The outbox's second pair of hands: sends timers when they are due and rows whose process died, deletes what was confirmed, and keeps
/// the broker connection. The first pair is the transaction that wrote a row: it posts it right after its commit.
/// </summary>
internal sealed class OutboxDispatcher(
    OutboxPublisher publisher, NpgsqlDataSource database, PlatformClock clock,
    [FromKeyedServices("real")] TimeProvider real, ILogger<OutboxDispatcher> log) : BackgroundService
{
    /// <summary>After so many returns (about two minutes) a row goes to the dead letters.</summary>
    private const int ReturnsAtMost = 15;

    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(200);
    private readonly SemaphoreSlim wake = new(0, 1);
    private DateOnly rangesMadeOn;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        clock.Jumped += Wake;
        var pause = Idle;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await Round(stoppingToken)) continue;
                pause = Idle;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                OutboxLog.Waiting(log, e.Message);                // database or broker away: wait longer each time, burn nothing
                pause = TimeSpan.FromMilliseconds(Math.Min(pause.TotalMilliseconds * 2, 5000));
            }
            await wake.WaitAsync(pause, stoppingToken);
        }
    }

    public override void Dispose()
    {
        clock.Jumped -= Wake;
        wake.Dispose();
        base.Dispose();
    }

    private void Wake()
    {
        try
        {
            wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already awake.
        }
    }

    private async Task<bool> Round(CancellationToken ct)
    {
        await publisher.EnsureConnected(ct);
        await using var connection = await database.OpenConnectionAsync(ct);
        await MakeRanges(ct);
        if (publisher.TakeDelivered() is { Length: > 0 } done) await OutboxStore.Delete(connection, done, null, ct);
        if (publisher.TakeReturned() is { Length: > 0 } back) await OutboxStore.Returned(connection, back, ReturnsAtMost, ct);
        if (publisher.TakeFailed() is { Length: > 0 } lost) await OutboxStore.Release(connection, lost, ct);
        if (publisher.IsFull) return false;

        var rows = await OutboxStore.Claim(connection, publisher.Owner, clock.GetUtcNow(), publisher.Unresolved, ct);
        publisher.Post(rows);
        return rows.Count >= 500;
    }

    private async Task MakeRanges(CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(real.GetUtcNow().UtcDateTime);
        if (today == rangesMadeOn) return;
        await Inbox.MaintainRanges(database, real.GetUtcNow(), ct);
        rangesMadeOn = today;
    }
}
