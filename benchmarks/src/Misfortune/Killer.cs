using Stand.Processes;

namespace Benchmarks.Misfortune;

/// <summary>
/// Kills one service after another without warning and starts it again. The order is drawn from the seed, in rounds, so
/// that each service has its turn. The simulated world outside is nobody's to kill: it keeps in memory what channels
/// keep.
/// </summary>
internal sealed class Killer(RunningPlatform platform, Plan plan) : IAsyncDisposable
{
    private readonly Random chance = plan.Chance(4);
    private readonly CancellationTokenSource stop = new();
    private readonly SemaphoreSlim turn = new(1);
    private readonly Dictionary<string, int> deaths = [];
    private Task killing = Task.CompletedTask;

    public int Deaths => deaths.Values.Sum();

    /// <summary>How often each service died.</summary>
    public string Words => string.Join(", ", deaths.OrderBy(d => d.Key).Select(d => $"{d.Key} {d.Value}"));

    public void Start() => killing = Run();

    public bool IsResting { get; private set; }

    /// <summary>Waits until all are up again, and leaves them alone until <see cref="Resume"/>.</summary>
    public async Task Rest()
    {
        if (killing.IsFaulted) await killing;
        await turn.WaitAsync(stop.Token);
        IsResting = true;
    }

    public void Resume()
    {
        IsResting = false;
        turn.Release();
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await killing;
        stop.Dispose();
        turn.Dispose();
    }

    private async Task Run()
    {
        try
        {
            while (true)
                foreach (var service in Round())
                {
                    await Task.Delay(plan.KillEvery * chance.Next(50, 150) / 100, stop.Token);
                    await Kill(service);
                }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // over
        }
    }

    private ServiceDefinition[] Round()
    {
        var services = ServiceDefinition.Services.ToArray();
        chance.Shuffle(services);
        return services;
    }

    private async Task Kill(ServiceDefinition service)
    {
        await turn.WaitAsync(stop.Token);
        try
        {
            await platform[service].Kill9();
            deaths[service.Name] = deaths.GetValueOrDefault(service.Name) + 1;
            await platform[service].StartAsync();
        }
        finally
        {
            turn.Release();
        }
    }
}
