using Microsoft.EntityFrameworkCore.Infrastructure;
using Platform.Persistence;
using RefundCenter.Cases;
using RefundCenter.Restores;

namespace RefundCenter.Legs;

/// <summary>Writes and tells what a rule did to a leg, in the transaction that holds its row's lock.</summary>
internal static class LegRecord
{
    public static async Task Record(
        this RefundCenterDb db, Leg leg, LegOutcome outcome, Func<object, Task> publish, CancellationToken ct)
    {
        if (outcome.Certificate is { } certificate) db.Certificates.Add(certificate);
        foreach (var alarm in outcome.Alarms) await db.OpenCase(leg, alarm, ct);
        using var span = LegTrace.Start($"leg {leg.Status}", leg.TraceParent, leg.No);
        if (outcome.IsTold) await publish(db.Moved(leg));
    }

    /// <summary>How a leg stands, as this life of the service tells it.</summary>
    public static LegMoved Moved(this RefundCenterDb db, Leg leg) =>
        LegMoved.Of(leg, db.GetService<RestoreGate>().RestoredAt);

    /// <summary>
    /// Once per leg and kind: a channel that repeats itself opens no second case. Of what came back it says whether another
    /// leg has paid, because then nothing follows, whatever people say.
    /// </summary>
    private static Task OpenCase(this RefundCenterDb db, Leg leg, LegAlarm alarm, CancellationToken ct) => db.Execute(
        """
        INSERT INTO cases (id, refund_id, ordinal, kind, detail, opened_at)
        SELECT $1, $2, $3, $4, $5 || coalesce((
            SELECT '; leg ' || max(other.ordinal) || ' has paid, nothing more goes out' FROM legs other
            WHERE $7 AND other.refund_id = $2 AND other.ordinal <> $3 AND other.status = 'Succeeded'), ''), $6
        ON CONFLICT (refund_id, ordinal, kind) DO NOTHING
        """,
        ct, Guid.CreateVersion7(leg.UpdatedAt), leg.RefundId, leg.Ordinal, alarm.Kind.ToString(), alarm.Detail,
        leg.UpdatedAt, alarm.Kind is CaseKind.ReturnedAfterSuccess);
}
