namespace Platform.Operators;

/// <summary>Where a chain of audit entries does not hold.</summary>
/// <param name="Seq">The first row that is not as it was written, or that is missing.</param>
/// <param name="What">missing, previous_hash or hash.</param>
public sealed record AuditBreak(long Seq, string What);
