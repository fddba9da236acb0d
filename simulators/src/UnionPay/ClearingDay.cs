using Simulators.Clock;

namespace Simulators.UnionPay;

/// <summary>The channel's day: from 23:00 of the day before to 23:00, Beijing time.</summary>
internal static class ClearingDay
{
    private static readonly TimeSpan AfterCut = TimeSpan.FromHours(1);
    private static readonly TimeSpan Ready = TimeSpan.FromHours(9);

    public static DateOnly Of(DateTimeOffset time) => (time + AfterCut).Day();

    /// <summary>From when on the files of that day can be fetched.</summary>
    public static DateTimeOffset FilesFrom(DateOnly day) => day.AddDays(1).Start() + Ready;
}
