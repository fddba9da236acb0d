namespace RefundCenter.Restores;

/// <summary>
/// Another service lost what it knew after <see cref="Since"/>: everything that changed here since is said again.
/// </summary>
public sealed class RepeatRequest
{
    public required Guid Id { get; init; }
    public required string Service { get; init; }
    public required DateTimeOffset Since { get; init; }

    /// <summary>How far the work is, in the order of ids.</summary>
    public Guid ReachedId { get; set; }
    public DateTimeOffset? DoneAt { get; set; }
}
