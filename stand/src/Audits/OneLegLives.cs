using Stand.Processes;

namespace Stand.Audits;

/// <summary>4: per refund at most one leg is live or possibly live; a further leg has the certificate of the one before.</summary>
internal static class OneLegLives
{
    public static async Task<Finding> Check(Evidence evidence)
    {
        var legs = await evidence.Ask(ServiceDefinition.RefundCenter, "SELECT count(*) FROM legs");
        var wrong = await evidence.Ask(ServiceDefinition.RefundCenter, """
            SELECT refund_id, 'has more than one leg that may live' FROM legs WHERE died_at IS NULL GROUP BY refund_id HAVING count(*) > 1
            UNION ALL
            SELECT l.refund_id, 'has a leg ' || l.ordinal || ' without the death certificate of the one before' FROM legs l
            WHERE l.ordinal > 1 AND NOT EXISTS (
                SELECT FROM certificates c WHERE c.refund_id = l.refund_id AND c.ordinal = l.ordinal - 1)
            UNION ALL
            SELECT l.refund_id, 'has a dead leg ' || l.ordinal || ' without a certificate' FROM legs l
            WHERE l.died_at IS NOT NULL AND NOT EXISTS (
                SELECT FROM certificates c WHERE c.refund_id = l.refund_id AND c.ordinal = l.ordinal)
            """);
        return new Finding(4, "at most one leg of a refund lives, the others are certified dead", legs[0].Number(0), "refund-center",
            [.. wrong.Select(w => $"refund {w.Id(0)} {w.Text(1)}")]);
    }

    public static async Task<string> Spoil(Evidence evidence)
    {
        var spoilt = await evidence.Spoil(ServiceDefinition.RefundCenter, """
            DELETE FROM certificates WHERE (refund_id, ordinal) = (
                SELECT refund_id, ordinal - 1 FROM legs WHERE ordinal > 1 ORDER BY refund_id LIMIT 1) RETURNING refund_id
            """);
        return $"the death certificate of refund {spoilt[0].Id(0)}'s first leg is gone";
    }
}
