namespace RefundCenter.Cases;

/// <summary>Something that a person has to look at. Opened once per refund, leg and kind.</summary>
public sealed class Case
{
    public required Guid Id { get; init; }
    public required Guid RefundId { get; init; }
    public required int Ordinal { get; init; }
    public required CaseKind Kind { get; init; }

    /// <summary>For people; without payee data.</summary>
    public required string Detail { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; set; }
}
