namespace RefundCenter.Batches;

/// <summary>A file of the bank's that was taken, as it came: the same one again changes nothing.</summary>
public sealed class BatchResult
{
    public required Guid BatchId { get; init; }

    /// <summary>Lower-case hex, of the bytes as they were received.</summary>
    public required string Sha256 { get; init; }

    public required byte[] File { get; init; }
    public required DateTimeOffset TakenAt { get; init; }
    public required string TakenBy { get; init; }
}
