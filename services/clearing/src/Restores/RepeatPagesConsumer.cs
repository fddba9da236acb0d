using Clearing.Deductions;
using Clearing.Payments;
using Contracts.Payments;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Clearing.Restores;

/// <summary>
/// Walks over what changed, a page per message. It only reads and publishes, so it locks nothing; a row that changes
/// meanwhile is told by its own change.
/// </summary>
public sealed class RepeatPagesConsumer(ClearingDb db, ClearingOptions options)
    : IConsumer<RepeatPayments>, IConsumer<RepeatDeductions>
{
    public async Task Consume(ConsumeContext<RepeatPayments> context)
    {
        var m = context.Message;
        var page = await db.Payments.AsNoTracking()
            .Where(x => x.UpdatedAt >= m.Since && x.PaymentId > m.After)
            .OrderBy(x => x.PaymentId).Take(options.RepeatPage).ToListAsync(context.CancellationToken);
        foreach (var payment in page)
        {
            if (m.Service is Neighbours.Accounting) await context.Publish(payment.BookCapture());
            else if (payment.BookedAt is not null)
                await context.Publish(new PaymentCleared(payment.PaymentId, payment.MerchantId));
        }
        if (page.Count == options.RepeatPage) await context.Publish(m with { After = page[^1].PaymentId });
    }

    public async Task Consume(ConsumeContext<RepeatDeductions> context)
    {
        var m = context.Message;
        var page = await db.Deductions.AsNoTracking()
            .Where(x => x.UpdatedAt >= m.Since && x.CorrelationId > m.After)
            .OrderBy(x => x.CorrelationId).Take(options.RepeatPage)
            .Select(x => x.CorrelationId).ToListAsync(context.CancellationToken);
        foreach (var refundId in page) await context.Publish(new RepeatLast(refundId, m.Service));
        if (page.Count == options.RepeatPage) await context.Publish(m with { After = page[^1] });
    }
}
