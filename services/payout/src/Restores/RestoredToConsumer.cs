using Contracts.Restores;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Payout.Payouts;

namespace Payout.Restores;

/// <summary>The next page of payouts to tell again.</summary>
/// <param name="Since">Those changed since then.</param>
/// <param name="After">The last id of the page before.</param>
public sealed record RepeatPage(DateTimeOffset Since, Guid After);

/// <summary>
/// Another service was started from an older copy: everything that changed since then less five minutes is told again.
/// It only reads and publishes, so it locks nothing; a row that changes meanwhile is told by its own change.
/// </summary>
public sealed class RestoredToConsumer(
    PayoutDb db, PayoutOptions options) : IConsumer<RestoredTo>, IConsumer<RepeatPage>
{
    private const string RefundCenter = "refund-center";
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    public async Task Consume(ConsumeContext<RestoredTo> context)
    {
        // Nobody else is told by payout.
        if (context.Message.Service != RefundCenter) return;
        await context.Publish(new RepeatPage(context.Message.Time - Margin, Guid.Empty));
    }

    public async Task Consume(ConsumeContext<RepeatPage> context)
    {
        var m = context.Message;
        var rows = db.Payouts.AsNoTracking().Where(x => x.CorrelationId > m.After);
        var last = await Platform.Restores.RepeatPage.EndOf(
            rows.Select(x => x.CorrelationId), options.RepeatPage, context.CancellationToken);
        var page = await rows.Where(x => x.UpdatedAt >= m.Since && (last == null || x.CorrelationId <= last))
            .Select(x => x.CorrelationId).ToListAsync(context.CancellationToken);
        foreach (var payoutId in page) await context.Publish(new RepeatLast(payoutId));
        if (last is { } after) await context.Publish(m with { After = after });
    }
}
