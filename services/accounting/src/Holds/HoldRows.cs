namespace Accounting.Holds;

/// <summary>Finds holds among the rows that the batch has locked.</summary>
internal static class HoldRows
{
    public static Hold? FindHold(this AccountingDb db, Guid refundId, int attempt) =>
        db.HoldsOf(refundId).FirstOrDefault(h => h.Attempt == attempt);

    public static IEnumerable<Hold> HoldsOf(this AccountingDb db, Guid refundId) =>
        db.Set<Hold>().Local.GetEntries(nameof(Hold.RefundId), refundId).Select(e => e.Entity);
}
