using Stand.Audits;
using Stand.Processes;

namespace Stand.Day;

/// <summary>
/// What the services could do at this moment without waiting for time to pass, for a channel or for a person. As long as there is any,
/// silence means a slow machine and not a platform at rest.
/// </summary>
public static class WorkLeft
{
    /// <summary>In words, with counts; empty when there is nothing to do.</summary>
    public static async Task<string> Look(Evidence evidence, DateTimeOffset now)
    {
        var due = $"'{now:O}'::timestamptz";
        var work = new List<string>();
        await Count(ServiceDefinition.Gateway, "refunds between services", """
            SELECT count(*) FROM refunds r LEFT JOIN refund_sagas s ON s.correlation_id = r.id
            WHERE r.state = 'Received' OR s.current_state IN ('Settling', 'Cancelling', 'Stopping')
            """);
        await Count(ServiceDefinition.Gateway, "webhooks", $"SELECT count(*) FROM webhook_deliveries WHERE state = 'Pending' AND next_try_at <= {due}");
        await Count(ServiceDefinition.RefundCenter, "calls of the channel", $"""
            SELECT count(*) FROM legs WHERE (in_flight AND method = 'interface') OR due_at <= {due}
            """);
        await Count(ServiceDefinition.Payout, "transfers", $"SELECT count(*) FROM transfers WHERE due_at <= {due}");
        await Count(ServiceDefinition.Reconciliation, "bills", $"SELECT count(*) FROM fetches WHERE due_at <= {due}");
        await Count(ServiceDefinition.Reconciliation, "lines of bills", "SELECT count(*) FROM bill_facts WHERE confirmed_at IS NULL");
        foreach (var service in ServiceDefinition.Services)
            await Count(service, $"messages of {service.Name}", "SELECT count(*) FROM outbox WHERE due_at IS NULL");
        return string.Join(", ", work);

        async Task Count(ServiceDefinition service, string what, string sql)
        {
            var left = (await evidence.Ask(service, sql))[0].Number(0);
            if (left > 0) work.Add($"{left} {what}");
        }
    }
}
