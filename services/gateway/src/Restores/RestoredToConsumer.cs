using Contracts.Payments;
using Contracts.Restores;
using Gateway.Payments;
using Gateway.Refunds;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Restores;

/// <summary>
/// Another service was started from an older copy of its database: everything that changed since then less five minutes
/// is said to it again, finished or not. Payments by their fact, refunds by their sagas.
/// </summary>
public sealed class RestoredToConsumer(GatewayDb db) : IConsumer<RestoredTo>, IConsumer<RestoreRepeats>
{
    private const int Page = 500;
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    public Task Consume(ConsumeContext<RestoredTo> context) => context.Message.Service switch
    {
        LastWords.Clearing => Start(context, payments: Guid.Empty),
        LastWords.RefundCenter => Start(context, payments: null),
        _ => Task.CompletedTask,                                  // the others hear nothing from us
    };

    public async Task Consume(ConsumeContext<RestoreRepeats> context)
    {
        var (page, ct) = (context.Message, context.CancellationToken);
        var payments = page.AfterPayment is { } p ? await Payments(page.Since, p, ct) : [];
        foreach (var payment in payments) await context.Publish(new PaymentCaptured(payment.Facts));

        var refunds = page.AfterRefund is { } r ? await Refunds(page.Since, r, ct) : [];
        foreach (var refund in refunds) await context.Publish(new RepeatLast(refund, page.Service));

        var next = page with
        {
            AfterPayment = payments.Count == Page ? payments[^1].Id : null,
            AfterRefund = refunds.Count == Page ? refunds[^1] : null,
        };
        if (next.AfterPayment is not null || next.AfterRefund is not null) await context.Publish(next);
    }

    private static Task Start(ConsumeContext<RestoredTo> context, Guid? payments) => context.Publish(
        new RestoreRepeats(context.Message.Service, context.Message.Time - Margin, payments, Guid.Empty));

    private Task<List<Payment>> Payments(DateTimeOffset since, Guid after, CancellationToken ct) =>
        db.Set<Payment>().AsNoTracking()
        .Where(x => x.UpdatedAt >= since && x.Id > after).OrderBy(x => x.Id).Take(Page).ToListAsync(ct);

    private Task<List<Guid>> Refunds(DateTimeOffset since, Guid after, CancellationToken ct) =>
        db.Set<RefundState>().AsNoTracking()
        .Where(x => x.UpdatedAt >= since && x.CorrelationId > after).OrderBy(x => x.CorrelationId)
        .Select(x => x.CorrelationId).Take(Page).ToListAsync(ct);
}
