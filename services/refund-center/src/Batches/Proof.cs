namespace RefundCenter.Batches;

/// <summary>What a person saw of a batch or a line of it: a receipt, a picture of the bank's site (S74).</summary>
public sealed class Proof
{
    public required Guid Id { get; init; }
    public required Guid BatchId { get; init; }

    /// <summary>Null: of the whole batch.</summary>
    public int? LineNo { get; init; }

    public required string Name { get; init; }

    /// <summary>Lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>At most 5 MiB; null when only name and hash were given.</summary>
    public byte[]? Content { get; init; }

    /// <summary>What the person said of it.</summary>
    public required string Note { get; init; }

    public required DateTimeOffset AddedAt { get; init; }
    public required string AddedBy { get; init; }
}
