using Accounting.Journals;
using Contracts.Accounting;
using MassTransit;

namespace Accounting.PaidOuts;

internal sealed class BookSettlementConsumer(Ledger ledger) : IConsumer<BookSettlement>
{
    public Task Consume(ConsumeContext<BookSettlement> context)
    {
        PaidOut.Book(ledger, context.Message);
        return context.Publish(new SettlementBooked(context.Message.SettlementId, context.Message.MerchantId));
    }
}
