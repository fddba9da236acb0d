using Accounting.Journals;
using Accounting.Shortages;
using Contracts.Accounting;
using MassTransit;

namespace Accounting.TopUps;

internal sealed class BookTopUpConsumer(Ledger ledger) : IConsumer<BookTopUp>
{
    public async Task Consume(ConsumeContext<BookTopUp> context)
    {
        TopUp.Book(ledger, context.Message);
        await context.Publish(new TopUpBooked(context.Message.TopUpId, context.Message.MerchantId));
        await context.PublishArrivals(ledger);
    }
}
