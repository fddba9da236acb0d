using Stand.Processes;

namespace Stand.Audits;

/// <summary>2: held balances are the sum of open holds, at rest also across services, for each refund that is executed; no pocket is below its floor.</summary>
internal static class HoldsAgree
{
    public static async Task<Finding> Check(Evidence evidence)
    {
        var checks = (await evidence.Ask(ServiceDefinition.Accounting, "SELECT rule, looked_at, wrong, example FROM ledger_check"))
            .Where(BooksBalance.IsAboutHolds).ToList();
        var ended = (await evidence.Ask(ServiceDefinition.Gateway, """
            SELECT id FROM refunds WHERE state IN ('Succeeded', 'Failed', 'Rejected', 'Cancelled', 'Returned')
            """)).Select(r => r.Id(0)).ToHashSet();
        var executing = await evidence.Ask(ServiceDefinition.Gateway, """
            SELECT correlation_id FROM refund_sagas WHERE current_state IN ('Executing', 'Accepted') AND order_no = 0
            """);
        var open = await evidence.Ask(ServiceDefinition.Accounting, "SELECT refund_id FROM holds WHERE state = 'Held'");
        var holding = open.Select(h => h.Id(0)).ToHashSet();
        return new Finding(2, "held balances are the open holds, executing refunds hold money, ended ones none",
            checks.Sum(c => c.Number(1)) + open.Count + executing.Count, "ledger, gateway",
            [
                .. executing.Where(r => !holding.Contains(r.Id(0))).Select(r => $"refund {r.Id(0)} is executed and holds no money"),
                .. open.Where(h => ended.Contains(h.Id(0))).Select(h => $"refund {h.Id(0)} has ended and still holds money"),
                .. checks.Where(c => c.Number(2) > 0).Select(c => $"{c.Text(0)}: {c.Text(3)}"),
            ]);
    }

    public static async Task<string> Spoil(Evidence evidence)
    {
        var spoilt = await evidence.Spoil(ServiceDefinition.Accounting, """
            UPDATE holds SET state = 'Held', open_pending_minor = amount_minor, open_cash_minor = 0
            WHERE (refund_id, attempt) = (SELECT refund_id, attempt FROM holds WHERE state = 'Settled' ORDER BY refund_id LIMIT 1)
            RETURNING refund_id
            """);
        return $"the hold of refund {spoilt[0].Id(0)} is open again";
    }
}
