using Microsoft.Extensions.Logging;
using Platform.Persistence;

namespace Platform.Hosting;

/// <summary>Work at the start that waits for a database that is not up yet.</summary>
public static class Patiently
{
    /// <summary>Tries until the database answers, with growing pauses. Every other fault is the caller's.</summary>
    public static async Task Do(Func<CancellationToken, Task> work, ILogger log, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(work);
        for (var pause = 100; ; pause = Math.Min(pause * 2, 5000))
        {
            try
            {
                await work(ct);
                return;
            }
            catch (Exception e) when (DatabaseFaults.Classify(e) is DatabaseFault.Unreachable)
            {
                StartUpLog.Waiting(log, e.Message);
                await Task.Delay(pause, ct);
            }
        }
    }
}
