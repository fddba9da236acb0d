using Channels;

namespace RefundCenter.Rulebooks;

/// <summary>When a channel takes new refunds, by its own days: from cut-off to cut-off in its zone (S59).</summary>
public sealed class ChannelDays(Rulebook book, TimeZoneInfo zone)
{
    /// <summary>
    /// When the channel day after the payment's begins, if the channel refunds no payment of the same day (S31) and that
    /// day has not ended; else null.
    /// </summary>
    public DateTimeOffset? WaitFor(DateTimeOffset? paidAt, DateTimeOffset now) =>
        !book.SameDayRefunds && paidAt is { } paid && DayOf(paid) >= DayOf(now) ? BeginningOf(DayOf(paid).AddDays(1)) : null;

    /// <summary>
    /// The next time at which the channel is sent a batch (S143), now included. Batches are counted from the beginning of
    /// the channel day, and each day begins with one.
    /// </summary>
    public DateTimeOffset BatchFrom(DateTimeOffset time)
    {
        if (book.BatchEvery <= TimeSpan.Zero) return time;
        var (day, next) = (BeginningOf(DayOf(time)), BeginningOf(DayOf(time).AddDays(1)));
        var batches = ((time - day).Ticks + book.BatchEvery.Ticks - 1) / book.BatchEvery.Ticks;
        var batch = day + TimeSpan.FromTicks(batches * book.BatchEvery.Ticks);
        return batch < next ? batch : next;
    }

    private DateOnly DayOf(DateTimeOffset time) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, zone).DateTime - book.CutOff.ToTimeSpan());

    private DateTimeOffset BeginningOf(DateOnly day)
    {
        var local = day.ToDateTime(book.CutOff);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
