using Stand.Processes;

namespace Stand.Audits;

/// <summary>6: every refund answered 202 has ended, or has a next action with a time, or sits in a queue that people see (S109).</summary>
internal static class NothingForgotten
{
    public static async Task<Finding> Check(Evidence evidence)
    {
        var refunds = await evidence.Ask(ServiceDefinition.Gateway, """
            SELECT r.id, r.state, r.waiting_for,
                EXISTS (SELECT FROM outbox o WHERE o.token = s.ask_again_token) OR r.hand_on IN ('PaymentUncleared', 'Due'),
                s.current_state
            FROM refunds r LEFT JOIN refund_sagas s ON s.correlation_id = r.id
            """);
        var acted = (await evidence.Ask(ServiceDefinition.RefundCenter, """
            SELECT refund_id FROM legs WHERE died_at IS NULL AND (due_at IS NOT NULL OR waiting_for IS NOT NULL OR repeat_at IS NOT NULL OR in_flight)
            """)).Select(r => r.Id(0)).ToHashSet();
        var queued = (await evidence.Ask(ServiceDefinition.Clearing, "SELECT refund_id FROM waiting_refunds")).Select(r => r.Id(0)).ToHashSet();
        return new Finding(6, "no refund is forgotten", refunds.Count, "gateway, clearing, refund-center",
            [
                .. refunds.Where(r => !HasEnded(r.Text(1)) && !IsCaredFor(r)).Select(r => $"refund {r.Id(0)} is {r.Text(1)} and nobody will look at it again"),
                .. refunds.Where(r => r.Values[4] is string saga && HasEnded(saga) != HasEnded(r.Text(1)))
                    .Select(r => $"refund {r.Id(0)} is {r.Text(1)} for its merchant and {r.Text(4)} for us"),
            ]);

        bool IsCaredFor(Row r) => r.Is(3) || acted.Contains(r.Id(0)) || queued.Contains(r.Id(0)) || r.Values[2] is not null;
    }

    public static async Task<string> Spoil(Evidence evidence)
    {
        var spoilt = await evidence.Spoil(ServiceDefinition.Gateway, """
            UPDATE refunds SET state = 'Accepted', waiting_for = NULL
            WHERE id = (SELECT id FROM refunds WHERE state = 'Succeeded' ORDER BY id DESC LIMIT 1) RETURNING id
            """);
        return $"refund {spoilt[0].Id(0)} is accepted again, and nobody waits for it";
    }

    private static bool HasEnded(string state) => state is "Succeeded" or "Failed" or "Rejected" or "Cancelled" or "Returned";
}
