namespace Gateway;

/// <summary>
/// Time as the database keeps it, so that what is shown before a row was stored is what is read afterwards.
/// </summary>
public static class StoredTime
{
    /// <summary>The present, in whole microseconds, UTC.</summary>
    public static DateTimeOffset Now(this TimeProvider clock) => clock.GetUtcNow().Stored();

    /// <summary>The same instant in whole microseconds, UTC.</summary>
    public static DateTimeOffset Stored(this DateTimeOffset time) =>
        time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond)).ToUniversalTime();
}
