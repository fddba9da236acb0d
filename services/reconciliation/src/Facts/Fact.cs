using Contracts;
using Contracts.Reconciliation;

namespace Reconciliation.Facts;

/// <summary>
/// What a file says of one of our numbers, told to refund-center until it confirms. Written by <c>Match.sql</c>.
/// </summary>
public sealed class Fact
{
    public Guid FactId { get; init; }
    public Guid RefundId { get; init; }
    public int Ordinal { get; init; }
    public BillFactKind Kind { get; init; }
    public string Channel { get; init; } = "";
    public string ChannelMerchant { get; init; } = "";
    public string No { get; init; } = "";

    /// <summary>Null for a silence.</summary>
    public string? ChannelNo { get; init; }

    /// <summary>The file's amount, which may differ from the leg's; for a silence the leg's.</summary>
    public Money Amount { get; init; }

    public DateOnly BillDate { get; init; }
    public string FileHash { get; init; } = "";
    public DateTimeOffset At { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset DueAt { get; private set; }

    /// <summary>How often it was told since it was last wanted.</summary>
    public int Repeats { get; private set; }

    public DateTimeOffset? ConfirmedAt { get; private set; }

    public BillFact ToMessage() =>
        new(FactId, RefundId, Ordinal, Kind, Channel, ChannelMerchant, No, ChannelNo, Amount, BillDate, FileHash, At);

    public void Told(DateTimeOffset now, TimeSpan firstPause, TimeSpan longestPause) =>
        (DueAt, Repeats) = (now + Pauses.After(Repeats, firstPause, longestPause), Repeats + 1);

    public void Confirmed(DateTimeOffset now) => ConfirmedAt ??= now;
}
