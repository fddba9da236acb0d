using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Platform.Hosting;
using Platform.Observability;
using Platform.Persistence;

namespace Gateway.Webhooks;

/// <summary>
/// Sends what is due, many endpoints at once and only a few sends to each. At least once: what a killed process had
/// under way is sent again under the same id when its lease ends.
/// </summary>
internal sealed class SendWebhooks(
    WebhookClaims claims, WebhookSender sender, WebhookOptions options, WorkSignal<SendWebhooks> signal,
    ILogger<SendWebhooks> log)
    : IDueWork, IAsyncDisposable
{
    private static readonly Histogram<double> Took = PlatformMeter.Meter.CreateHistogram<double>(
        "refund.webhook.duration", "s", "Tries to deliver a webhook, by outcome.");

    private readonly ConcurrentDictionary<Guid, Task> underWay = new();

    public TimeSpan Interval => TimeSpan.FromMilliseconds(250);

    /// <summary>Each change and each end of a try wakes us.</summary>
    public TimeSpan Gather => TimeSpan.FromMilliseconds(25);

    public async Task<bool> RunAsync(CancellationToken ct)
    {
        var room = options.Parallel - underWay.Count;
        if (room <= 0) return false;                              // each end of a send wakes us
        var taken = await claims.Claim(room, ct);
        foreach (var claim in taken) underWay[claim.Id] = Deliver(claim, ct);
        return taken.Count > 0;
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(underWay.Values);

    private async Task Deliver(ClaimedDelivery claim, CancellationToken ct)
    {
        await Task.Yield();                                       // the claim is in the list before it can leave it
        try
        {
            CrashPoints.Reach("webhook-send.before");
            var start = TimeProvider.System.GetTimestamp();
            var result = await sender.Send(claim, ct);
            var took = TimeProvider.System.GetElapsedTime(start);
            CrashPoints.Reach("webhook-send.after");
            var outcome = result.Error ?? $"{result.Status / 100}xx";
            Took.Record(took.TotalSeconds, new KeyValuePair<string, object?>("outcome", outcome));
            await claims.Record(claim, result, took);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Stopped: the lease ends, and it is sent again.
        }
        catch (Exception e)
        {
            WebhookLog.NotRecorded(log, e, claim.Id);             // the same: the lease ends, and it is sent again
        }
        finally
        {
            underWay.TryRemove(claim.Id, out _);
            signal.Wake();
        }
    }
}
