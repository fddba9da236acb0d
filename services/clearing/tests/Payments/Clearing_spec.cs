using Contracts;
using Contracts.Accounting;
using Contracts.Payments;
using Platform.Testing;

namespace Clearing.Tests.Payments;

[Collection(nameof(OneService))]
public sealed class A_captured_payment(ClearingFixture clearing) : ClearingSpec(clearing.Harness)
{
    [Fact]
    public async Task Is_booked_and_then_cleared()
    {
        await When(new PaymentCaptured(Payment));
        Assert.Equal(Cny(60), (await Sent<BookCapture>()).Fee);
        await SentExactly<PaymentCleared>(0);

        await When(new CaptureBooked(Payment.PaymentId));
        Assert.Equal(new PaymentCleared(Payment.PaymentId, Payment.MerchantId), await Sent<PaymentCleared>());
    }

    [Fact]
    public async Task Is_asked_for_again_or_answered_when_it_is_told_again()
    {
        await When(new PaymentCaptured(Payment), new PaymentCaptured(Payment));
        await Sent<BookCapture>(2);

        await When(new CaptureBooked(Payment.PaymentId), new PaymentCaptured(Payment));
        await Sent<PaymentCleared>(2);
        await SentExactly<BookCapture>(2);
    }

    [Fact]
    public async Task Goes_to_a_person_when_it_is_told_with_other_facts()
    {
        await Given(new PaymentCaptured(Payment));
        var (id, other) = (Guid.CreateVersion7(), Payment with { Paid = new Money(1_00, "CNY") });
        await Service.Publish(new PaymentCaptured(other), id);

        await Eventually.True(
            async () => await Service.Database.Scalar<long>(
                $"SELECT count(*) FROM dead_letters WHERE message_id = '{id}'") == 1,
            "the message is on the desk");
        Assert.Equal(Payment.Paid, (await Row()).Paid);
    }
}
