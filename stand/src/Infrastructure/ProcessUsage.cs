namespace Stand.Infrastructure;

/// <summary>What a process has used.</summary>
/// <param name="Processor">Processor time since its start, user and system.</param>
/// <param name="MemoryBytes">Resident memory now, in bytes.</param>
public readonly record struct ProcessUsage(TimeSpan Processor, long MemoryBytes);
