using Contracts;
using Contracts.Reconciliation;

namespace RefundCenter.Legs;

/// <summary>
/// A bill's fact that was applied; its id makes sure that it is applied once. The rows of a leg are the evidence, and
/// tell which numbers of the channel's count already.
/// </summary>
public sealed class SeenBillFact
{
    public Guid FactId { get; private init; }
    public Guid RefundId { get; private init; }
    public int Ordinal { get; private init; }
    public BillFactKind Kind { get; private init; }
    public string? ChannelNo { get; private init; }
    public Money Amount { get; private init; }
    public DateOnly BillDate { get; private init; }
    public string FileHash { get; private init; } = "";
    public DateTimeOffset At { get; private init; }
    public DateTimeOffset SeenAt { get; private init; }

    public static SeenBillFact Of(BillFact fact, DateTimeOffset now) => new()
    {
        FactId = fact.FactId, RefundId = fact.RefundId, Ordinal = fact.Ordinal, Kind = fact.Kind,
        ChannelNo = fact.ChannelNo,
        Amount = fact.Amount, BillDate = fact.BillDate, FileHash = fact.FileHash, At = fact.At, SeenAt = now,
    };
}
