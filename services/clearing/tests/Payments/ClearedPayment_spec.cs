using Clearing.Payments;
using Contracts;
using Contracts.Payments;

namespace Clearing.Tests.Payments;

public sealed class A_payment
{
    private static readonly DateTimeOffset Captured =
        new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.FromHours(8)).AddTicks(7);

    [Fact]
    public void Knows_its_own_facts_again_although_the_database_keeps_microseconds()
    {
        var facts = Facts(100_00, 60);

        Assert.True(ClearedPayment.Of(facts, default).Is(facts));
        Assert.False(ClearedPayment.Of(facts, default).Is(facts with { Fee = new Money(61, "CNY") }));
    }

    [Fact]
    public void Has_room_for_what_is_neither_refunded_nor_in_flight()
    {
        var payment = Of(100_00, 0);
        payment.Replace(Part.None, new Part(Live: 30_00, Moved: 0, Fee: 0), default);
        payment.Replace(Part.None, new Part(Live: 0, Moved: 50_00, Fee: 0), default);

        Assert.Equal(20_00, payment.RoomFor(Part.None));
        Assert.Equal(50_00, payment.RoomFor(new Part(30_00, 0, 0)));         // the live part itself, asked anew
        Assert.Equal(20_00, payment.RoomFor(new Part(0, 50_00, 0)));         // what the payer has stays
    }

    [Fact]
    public void Keeps_facts_beyond_what_was_paid_beside_the_sums_and_takes_them_back()
    {
        var payment = Of(100_00, 0);
        var (late, live) = (new Part(0, 80_00, 0), new Part(60_00, 0, 0));
        payment.Replace(Part.None, live, default);
        payment.Replace(Part.None, late, default);
        Assert.Equal((40_00, 60_00, 40_00), (payment.Refunded, payment.InFlight, payment.ExcessRefunded));
        Assert.Equal(0, payment.RoomFor(Part.None));

        payment.Replace(live, Part.None, default);
        Assert.Equal((80_00, 0, 0), (payment.Refunded, payment.InFlight, payment.ExcessRefunded));
        Assert.Equal(20_00, payment.RoomFor(Part.None));
    }

    [Fact]
    public void Bears_more_in_flight_than_was_paid_while_a_restored_database_catches_up()
    {
        var payment = Of(100_00, 0);
        payment.Replace(Part.None, new Part(70_00, 0, 0), default);
        payment.Replace(Part.None, new Part(70_00, 0, 0), default);

        Assert.Equal((100_00, 40_00), (payment.InFlight, payment.ExcessInFlight));
    }

    [Theory]
    [InlineData(0, 0, "CNY")]
    [InlineData(1_00, -1, "CNY")]
    [InlineData(1_00, 1, "USD")]
    public void Is_not_made_of_impossible_facts(long paid, long fee, string feeCurrency) =>
        Assert.Throws<PaymentConflictException>(
            () => ClearedPayment.Of(Facts(paid, 0) with { Fee = new Money(fee, feeCurrency) }, default));

    internal static ClearedPayment Of(long paid, long fee) => ClearedPayment.Of(Facts(paid, fee), default);

    internal static PaymentFacts Facts(long paid, long fee, Guid? merchant = null) => new(
        Guid.CreateVersion7(), merchant ?? Guid.CreateVersion7(), "P-1", new Money(paid, "CNY"),
        new Money(fee, "CNY"), "wechat", "1900000109", "4200000001", "wallet", Captured);
}
