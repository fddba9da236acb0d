namespace Channels.Rules;

/// <summary>When and how the channel settles (S89–S92): what is reconciled with what follows from it.</summary>
/// <param name="Style">Net or gross.</param>
/// <param name="ReceiptsAt">Times of day at which receipts are settled; 00:00 is the end of the day.</param>
/// <param name="Refunds">How refunds are taken.</param>
public sealed record SettlementRule(
    SettlementStyle Style, IReadOnlyList<TimeOnly> ReceiptsAt, RefundSettlement Refunds);
