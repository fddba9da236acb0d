using System.Text.Json.Serialization;

namespace Channels.Rules;

/// <summary>
/// How long something takes: a time, or working days of the channel's country. In a rulebook a text is a time
/// (<c>"00:20:00"</c>) and a number counts working days (<c>3</c>).
/// </summary>
[JsonConverter(typeof(DelayConverter))]
public readonly record struct Delay(TimeSpan Time, int WorkingDays)
{
    public static Delay Of(TimeSpan time) => new(time, 0);

    public static Delay Days(int workingDays) => new(TimeSpan.Zero, workingDays);

    /// <summary>The moment so much later; the same time of day where it counts working days.</summary>
    public DateTimeOffset After(DateTimeOffset time, TimeZoneInfo zone, Func<DateOnly, bool> isWorkingDay)
    {
        if (WorkingDays == 0) return time + Time;
        var local = TimeZoneInfo.ConvertTime(time, zone);
        for (var left = WorkingDays; left > 0;)
        {
            local = local.AddDays(1);
            if (isWorkingDay(DateOnly.FromDateTime(local.DateTime))) left--;
        }
        return local.ToUniversalTime();
    }
}
