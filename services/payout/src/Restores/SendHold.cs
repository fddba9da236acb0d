namespace Payout.Restores;

/// <summary>
/// Since this service was started from an older copy of its database: nothing is sent until all that may have been sent
/// since the copy was asked for.
/// </summary>
public sealed class SendHold
{
    public Guid Id { get; init; }

    /// <summary>What the database knows ends here.</summary>
    public DateTimeOffset CopiedAt { get; init; }

    public DateTimeOffset OpenedAt { get; init; }
    public DateTimeOffset? ReleasedAt { get; set; }
}
