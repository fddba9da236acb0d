using Channels.Rules;

namespace Channels;

/// <summary>When to ask what became of a refund, counted from its send.</summary>
/// <param name="After">The early questions, ascending.</param>
/// <param name="AfterWorkingDays">Questions after so many working days of the channel's country, same time of day
/// (S7).</param>
/// <param name="Every">From the last early question on, again at this distance.</param>
/// <param name="Until">No question later than this; then files and people decide.</param>
public sealed record ProbePlan(
    IReadOnlyList<TimeSpan> After, IReadOnlyList<int> AfterWorkingDays, TimeSpan Every, TimeSpan Until)
{
    /// <summary>The first question after <paramref name="now"/>, null when the plan is over.</summary>
    /// <param name="sent">When the request was sent.</param>
    /// <param name="now">Questions up to and including this moment were asked, or are too late.</param>
    /// <param name="zone">The channel's zone, which decides what a day is.</param>
    /// <param name="isWorkingDay">The calendar of the channel's country.</param>
    public DateTimeOffset? Next(
        DateTimeOffset sent, DateTimeOffset now, TimeZoneInfo zone, Func<DateOnly, bool> isWorkingDay)
    {
        var early = After.Select(age => sent + age);
        var working = AfterWorkingDays.Select(count => Delay.Days(count).After(sent, zone, isWorkingDay));
        var candidates = early.Concat(working).Append(Regular(sent, now))
            .Where(time => time > now && time <= sent + Until)
            .Order().ToList();
        return candidates.Count == 0 ? null : candidates[0];
    }

    private DateTimeOffset Regular(DateTimeOffset sent, DateTimeOffset now)
    {
        var first = sent + (After.Count == 0 ? TimeSpan.Zero : After[^1]);
        var passed = now < first ? 0 : ((now - first).Ticks / Every.Ticks) + 1;
        return first + TimeSpan.FromTicks(Every.Ticks * passed);
    }
}
