using Stand.Processes;

namespace Stand.Audits;

/// <summary>7: every change is published and had its effect once: merchants were told each refund's last state, nothing lies unsent or dead.</summary>
internal static class EverythingTold
{
    public static async Task<Finding> Check(Evidence evidence)
    {
        var refunds = await evidence.Ask(ServiceDefinition.Gateway, "SELECT id, version FROM refunds WHERE updated_at > created_at");
        var last = evidence.Told.GroupBy(e => e.RefundId).ToDictionary(g => g.Key, g => g.MaxBy(e => e.Sequence)!);
        var wrong = new List<string>();
        foreach (var refund in refunds)
        {
            if (!last.TryGetValue(refund.Id(0), out var told)) wrong.Add($"refund {refund.Id(0)}: its merchant was told nothing");
            else if (told.Sequence != refund.Number(1))
                wrong.Add($"refund {refund.Id(0)} is at version {refund.Text(1)}, its merchant was told {told.Sequence}");
        }
        var rows = refunds.Count + evidence.Told.Count;
        foreach (var service in ServiceDefinition.Services)
        {
            var letters = await evidence.Ask(service, $"""
                SELECT 'in the outbox', message_type, encode(body, 'escape') FROM outbox
                WHERE CASE WHEN due_at IS NULL THEN created_at < clock_timestamp() - interval '30 seconds'
                    ELSE due_at < '{evidence.Now:O}'::timestamptz - interval '30 seconds' END
                UNION ALL SELECT 'dead: ' || reason, coalesce(message_type, source), encode(body, 'escape') FROM dead_letters WHERE closed_at IS NULL
                """);
            wrong.AddRange(letters.Select(l => $"{service.Name}: {l.Text(1)} lies {l.Text(0)}: {Short(l.Text(2))}"));
            rows += letters.Count;
        }
        return new Finding(7, "every change was told, nothing lies unsent or dead", rows, "webhook receiver, outboxes", wrong);
    }

    public static async Task<string> Spoil(Evidence evidence)
    {
        var spoilt = await evidence.Spoil(ServiceDefinition.Gateway, """
            UPDATE refunds SET version = version + 1 WHERE id = (SELECT id FROM refunds WHERE state = 'Succeeded' ORDER BY id LIMIT 1) RETURNING id
            """);
        return $"refund {spoilt[0].Id(0)} has a version that nobody was told";
    }

    private static string Short(string text) => text.Length <= 300 ? text : text[..300] + "…";
}
