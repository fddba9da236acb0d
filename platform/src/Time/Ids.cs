namespace Platform.Time;

/// <summary>Where identities come from: UUIDv7, so that they sort by the time they were made.</summary>
public static class Ids
{
    public static Guid New(TimeProvider clock) => Guid.CreateVersion7(clock.GetUtcNow());
}
