using Contracts;
using Contracts.Accounting;
using Contracts.Restores;
using MassTransit;
using Platform.Persistence;

namespace Accounting.Restores;

/// <summary>
/// A neighbour came back as it was some time ago. Accounting waits for nobody's answer; the only thing it ever says
/// unasked is that money arrived, so that is repeated to whoever waits. Everything else is an answer, and is given when
/// it is asked for again.
/// </summary>
internal sealed class RestoredToConsumer(AccountingDb db) : IConsumer<RestoredTo>
{
    private const string Waiting = """
        SELECT a.merchant_id, a.currency, sum(a.balance_minor - coalesce(a.floor_minor, 0))::bigint
        FROM accounts a
        WHERE a.kind IN ('MerchantPending', 'MerchantCash')
            AND (a.merchant_id, a.currency) IN (SELECT merchant_id, currency FROM shortages)
        GROUP BY a.merchant_id, a.currency
        """;

    public async Task Consume(ConsumeContext<RestoredTo> context)
    {
        if (context.Message.Service == "accounting") return;
        var arrivals = await db.Query(
            Waiting, r => new FundsArrived(r.GetGuid(0), new Money(r.GetInt64(2), r.GetString(1))),
            context.CancellationToken);
        foreach (var arrival in arrivals) await context.Publish(arrival);
    }
}
