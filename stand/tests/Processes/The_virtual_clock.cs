using Stand.Processes;
using Stand.Tests.Infrastructure;

namespace Stand.Tests.Processes;

public sealed class The_virtual_clock : RunSpec
{
    private VirtualClock _clock = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _clock = new VirtualClock(Path.Combine(Run.Path, "clock"));
    }

    [Fact]
    public void Starts_at_real_time() => Assert.Equal("0", File.ReadAllText(_clock.OffsetFile));

    [Fact]
    public void Tells_all_processes_in_whole_seconds()
    {
        _clock.Advance(TimeSpan.FromHours(24));
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal("86401", File.ReadAllText(_clock.OffsetFile));
        Assert.Equal(TimeSpan.FromSeconds(86401), _clock.Offset);
    }

    [Fact]
    public void Never_goes_back()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Advance(TimeSpan.FromSeconds(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.AdvanceTo(_clock.Now.AddHours(-1)));
        Assert.Equal(TimeSpan.Zero, _clock.Offset);
    }
}
