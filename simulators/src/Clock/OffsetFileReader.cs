using System.Globalization;

namespace Simulators.Clock;

/// <summary>
/// Reads <c>Clock:OffsetFile</c> every 100 ms into the clock. A missing or half-written file changes nothing.
/// </summary>
internal sealed class OffsetFileReader(VirtualClock clock, string path) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        try
        {
            do Read();
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // the process stops
        }
    }

    private void Read()
    {
        try
        {
            if (long.TryParse(File.ReadAllText(path), CultureInfo.InvariantCulture, out var seconds))
                clock.Advance(seconds);
        }
        catch (IOException)
        {
            // not there yet, or being written: the next look will do
        }
    }
}
