using Simulators.Clock;

namespace Simulators.Tests;

public sealed class A_virtual_clock
{
    [Fact]
    public void Only_goes_forward()
    {
        var (clock, moves) = (new VirtualClock(), 0);
        clock.Moved += () => moves++;
        clock.Advance(3600);
        clock.Advance(60);
        Assert.Equal((3600L, 1), (clock.OffsetSeconds, moves));
        var ahead = clock.GetUtcNow() - TimeProvider.System.GetUtcNow();
        Assert.InRange(ahead, TimeSpan.FromSeconds(3599), TimeSpan.FromSeconds(3601));
    }

    [Fact]
    public async Task Follows_its_file()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var clock = new VirtualClock();
        using var reader = new OffsetFileReader(clock, path);
        await reader.StartAsync(default);
        try
        {
            await File.WriteAllTextAsync(path, "86400\n");
            for (var tries = 0; tries < 100 && clock.OffsetSeconds == 0; tries++) await Task.Delay(50);
            Assert.Equal(86_400, clock.OffsetSeconds);
        }
        finally
        {
            await reader.StopAsync(default);
            File.Delete(path);
        }
    }
}
