using System.Globalization;

namespace Stand.Processes;

/// <summary>
/// The time of a run: real time and an offset that only grows. The offset lies in one file that every process watches,
/// so that all of them live on the same day.
/// </summary>
public sealed class VirtualClock
{
    private readonly string _file;

    /// <summary>A clock that starts at real time.</summary>
    /// <param name="file">Holds the offset in whole seconds.</param>
    public VirtualClock(string file)
    {
        _file = file;
        Write();
    }

    /// <summary>The file for <c>Clock__OffsetFile</c>.</summary>
    public string OffsetFile => _file;

    /// <summary>How far the run is ahead of real time.</summary>
    public TimeSpan Offset { get; private set; }

    /// <summary>The time in the run, UTC.</summary>
    public DateTimeOffset Now => TimeProvider.System.GetUtcNow() + Offset;

    /// <summary>Moves the time of all processes forward, by whole seconds: a fraction counts as one.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        Offset += TimeSpan.FromSeconds((by.Ticks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond);
        Write();
    }

    /// <summary>
    /// Moves the time of all processes forward to <paramref name="time"/>; an earlier one is refused.
    /// </summary>
    public void AdvanceTo(DateTimeOffset time) => Advance(time - Now);

    /// <summary>Written beside and moved into place, so that nobody reads half a number.</summary>
    private void Write()
    {
        var next = _file + ".new";
        File.WriteAllText(next, (Offset.Ticks / TimeSpan.TicksPerSecond).ToString(CultureInfo.InvariantCulture));
        File.Move(next, _file, overwrite: true);
    }
}
