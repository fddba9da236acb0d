using Accounting.Journals;
using Accounting.Shortages;
using Contracts.Accounting;
using MassTransit;

namespace Accounting.Captures;

internal sealed class BookCaptureConsumer(Ledger ledger) : IConsumer<BookCapture>
{
    public async Task Consume(ConsumeContext<BookCapture> context)
    {
        Capture.Book(ledger, context.Message);
        await context.Publish(new CaptureBooked(context.Message.PaymentId));
        await context.PublishArrivals(ledger);
    }
}
