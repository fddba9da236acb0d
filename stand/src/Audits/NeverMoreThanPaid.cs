using Stand.Processes;

namespace Stand.Audits;

/// <summary>3: per payment, refunded and in flight are never more than was paid; what happened beyond is counted beside it (S16, S93).</summary>
internal static class NeverMoreThanPaid
{
    public static async Task<Finding> Check(Evidence evidence)
    {
        var payments = await evidence.Ask(ServiceDefinition.Gateway, """
            SELECT p.channel_payment_no, p.paid_minor, p.excess_refunded, p.refunded, p.in_flight,
                coalesce(sum(r.amount_minor) FILTER (WHERE r.state NOT IN ('Failed', 'Rejected', 'Cancelled', 'Returned')), 0),
                (array_agg(r.id ORDER BY r.amount_minor DESC))[1]
            FROM payments p LEFT JOIN refunds r ON r.payment_id = p.id GROUP BY p.id
            """);
        var moved = evidence.Truth.Where(t => t.Kind == "refund" && t.Destination != "merchant")
            .GroupBy(t => t.PaymentNo).ToDictionary(g => g.Key, g => g.Sum(t => t.AmountMinor));
        return new Finding(3, "refunded and in flight are never more than paid", payments.Count + evidence.Truth.Count, "gateway, truth log",
            [
                .. payments.Where(p => p.Number(5) > p.Number(1) || p.Number(3) + p.Number(4) > p.Number(1))
                    .Select(p => $"refund {p.Text(6)}: payment {p.Text(0)} of {p.Text(1)} has refunds of {p.Text(5)}"),
                .. payments.Where(p => moved.GetValueOrDefault(p.Text(0)) > p.Number(1) + p.Number(2))
                    .Select(p => $"refund {p.Text(6)}: the channel gave back {moved[p.Text(0)]} of payment {p.Text(0)} ({p.Text(1)} paid)"),
            ]);
    }

    public static async Task<string> Spoil(Evidence evidence)
    {
        var spoilt = await evidence.Spoil(ServiceDefinition.Gateway, """
            UPDATE refunds SET amount_minor = amount_minor + (SELECT paid_minor FROM payments WHERE id = payment_id)
            WHERE id = (SELECT id FROM refunds WHERE state = 'Succeeded' AND kind = 'Ordinary' ORDER BY id LIMIT 1) RETURNING id
            """);
        return $"refund {spoilt[0].Id(0)} is larger than its payment";
    }
}
