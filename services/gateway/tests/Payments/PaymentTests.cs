using Contracts.Payments;
using Gateway.Payments;

namespace Gateway.Tests.Payments;

public sealed class The_sums_of_a_payment
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Hold_what_is_asked_for_until_it_ends()
    {
        var payment = Paid(100_00);
        payment.Reserve(new(30_00, "CNY"), Now);
        Assert.Equal(
            (30_00, 0, 1, 70_00), (payment.InFlight, payment.Refunded, payment.Parts, payment.Refundable.Minor));
        payment.Count(new(30_00, 0), new(0, 30_00), Now);
        Assert.Equal(
            (0, 30_00, 1, 70_00), (payment.InFlight, payment.Refunded, payment.Parts, payment.Refundable.Minor));
    }

    [Fact]
    public void Give_the_part_back_when_nothing_moved()
    {
        var payment = Paid(100_00);
        payment.Reserve(new(30_00, "CNY"), Now);
        payment.Count(new(30_00, 0), new(0, 0), Now);
        Assert.Equal((0, 0, 0, 100_00), (payment.InFlight, payment.Refunded, payment.Parts, payment.Refundable.Minor));
    }

    [Fact]
    public void Never_refuse_a_fact_and_show_what_went_beyond()
    {
        var payment = Paid(100_00);
        payment.Reserve(new(60_00, "CNY"), Now);
        payment.Count(new(60_00, 0), new(0, 0), Now);             // failed
        payment.Reserve(new(100_00, "CNY"), Now);                 // so another one took it all
        payment.Count(new(0, 0), new(0, 60_00), Now);             // and the first one had succeeded after all
        Assert.Equal((100_00, 0, 60_00), (payment.InFlight, payment.Refunded, payment.ExcessRefunded));
        payment.Count(new(100_00, 0), new(0, 100_00), Now);
        Assert.Equal((0, 100_00, 60_00), (payment.InFlight, payment.Refunded, payment.ExcessRefunded));
    }

    [Fact]
    public void Refuse_to_promise_more_than_is_left() =>
        Assert.Throws<InvalidOperationException>(() => Paid(100_00).Reserve(new(100_01, "CNY"), Now));

    /// <summary>
    /// Ten thousand random lives of many refunds: the table's constraint holds after every step, and nothing is
    /// forgotten.
    /// </summary>
    [Fact]
    public void Keep_the_constraint_and_add_up_whatever_happens()
    {
        for (var seed = 0; seed < 10_000; seed++)
        {
            var random = new Random(seed);
            var payment = Paid(random.Next(1, 500));
            var refunds = new List<Counted>();
            for (var step = 0; step < 30; step++)
            {
                if (refunds.Count == 0 || random.Next(3) == 0) Ask(payment, refunds, random);
                else Fact(payment, refunds, random);
                var sums = $"seed {seed}, step {step}: {payment.InFlight} + {payment.Refunded} of {payment.Paid.Minor}";
                Assert.True(payment.Refunded + payment.InFlight <= payment.Paid.Minor, sums);
                Assert.True(payment is { InFlight: >= 0, Refunded: >= 0, ExcessRefunded: >= 0 }, sums);
                Assert.Equal(refunds.Sum(r => r.AtPayer), payment.Refunded + payment.ExcessRefunded);
                Assert.Equal(refunds.Sum(r => r.InFlight), payment.InFlight);
                Assert.Equal(refunds.Count(r => r.IsPart), payment.Parts);
            }
        }
    }

    private static void Ask(Payment payment, List<Counted> refunds, Random random)
    {
        var amount = random.Next(1, 500);
        if (amount > payment.Refundable.Minor) return;
        payment.Reserve(new(amount, "CNY"), Now);
        refunds.Add(new(amount, 0));
    }

    private static void Fact(Payment payment, List<Counted> refunds, Random random)
    {
        var i = random.Next(refunds.Count);
        var next = random.Next(4) switch
        {
            0 => new Counted(0, 0),
            1 => new Counted(0, random.Next(1, 500)),
            2 => new Counted(random.Next(1, 500), 0),             // alive again
            _ => new Counted(random.Next(1, 200), random.Next(1, 200)),
        };
        refunds[i] = payment.Count(refunds[i], next, Now);
    }

    private static Payment Paid(long minor) => Payment.Register(
        new PaymentFacts(
            Guid.CreateVersion7(Now), Guid.CreateVersion7(
                Now), "order-1", new(minor, "CNY"), new(0, "CNY"), "wechat", "1900000109", "42",
            "wallet", Now), Now);
}

public sealed class A_payment_registered_twice
{
    private static readonly DateTimeOffset Captured = new(2026, 1, 31, 8, 30, 0, TimeSpan.FromHours(8));

    [Fact]
    public void Has_the_same_id_which_sorts_by_its_capture()
    {
        var merchant = Guid.Parse("01975a30-0000-7000-8000-000000000003");
        var id = PaymentIds.For(merchant, "order-1", Captured);
        Assert.Equal(id, PaymentIds.For(merchant, "order-1", Captured));
        Assert.Equal(7, id.Version);
        Assert.NotEqual(id, PaymentIds.For(merchant, "order-2", Captured));
        Assert.True(id.CompareTo(PaymentIds.For(merchant, "order-1", Captured.AddSeconds(1))) < 0);
    }
}

/// <summary>When the merchant gets its money (S50).</summary>
public sealed class The_settlement_of_a_payment
{
    [Fact]
    public void Is_what_was_said_first_and_contradicted_by_another_word_alone()
    {
        var now = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        var facts = new PaymentFacts(
            Guid.CreateVersion7(now), Guid.CreateVersion7(now), "order-1", new(100_00, "CNY"), new(60, "CNY"), "wechat",
            "1900000109", "42", "wallet", now);
        var payment = Payment.Register(facts, now);
        Assert.Equal((new PaymentCaptured(facts), "t1"), (payment.Captured, PaymentView.Of(payment).Settlement));

        Assert.True(payment.TakeSettlement(null) && payment.TakeSettlement("t0") && payment.TakeSettlement(null));

        Assert.False(payment.TakeSettlement("d0"));
        Assert.Equal((new PaymentCaptured(facts, "t0"), "t0"), (payment.Captured, PaymentView.Of(payment).Settlement));
    }
}
