using Clearing.Fees;
using Clearing.Payments;
using Clearing.Tests.Payments;

namespace Clearing.Tests.Fees;

public sealed class The_share_of_a_fee
{
    [Theory]
    [InlineData(3, 100, 50, 2)]      // 1.5
    [InlineData(3, 100, 49, 1)]      // 1.47
    [InlineData(1, 1_000, 500, 1)]   // 0.5
    [InlineData(1, 1_000, 499, 0)]
    [InlineData(0, 1_000, 700, 0)]
    [InlineData(60, 10_000, 10_000, 60)]
    public void Is_rounded_half_up(long fee, long paid, long cumulated, long share) =>
        Assert.Equal(share, FeeGivenBack.ShareOf(fee, cumulated, paid));

    [Fact]
    public void Does_not_overflow_at_the_largest_amounts() => Assert.Equal(
        long.MaxValue / 2, FeeGivenBack.ShareOf(long.MaxValue / 2, long.MaxValue, long.MaxValue));
}

public sealed class Fees_given_back_in_parts
{
    private const int Runs = 20_000;

    [Fact]
    public void Add_up_to_the_fee_exactly_at_the_end_and_are_within_a_fen_on_the_way()
    {
        for (var seed = 0; seed < Runs; seed++)
        {
            var random = new Random(seed);
            var payment = Payment(random);
            while (payment.RoomFor(Part.None) > 0)
            {
                Refund(payment, random.NextInt64(1, payment.RoomFor(Part.None) + 1));
                var exact = (Int128)payment.Fee.Minor * payment.InFlight;
                var given = (Int128)payment.FeesGivenBack * payment.Paid.Minor;
                Assert.True(Int128.Abs(given - exact) < payment.Paid.Minor, $"seed {seed}: more than a fen off");
            }
            Assert.True(payment.Fee.Minor == payment.FeesGivenBack, $"seed {seed}: not exact at the end");
        }
    }

    [Fact]
    public void Add_up_whichever_parts_fail_and_in_whichever_order()
    {
        for (var seed = 0; seed < Runs; seed++)
        {
            var random = new Random(seed);
            var payment = Payment(random);
            var parts = new List<Part>();
            for (var step = 0; step < 30 && payment.RoomFor(Part.None) > 0; step++)
            {
                if (parts.Count > 0 && random.Next(3) == 0) Fail(payment, parts, random);
                parts.Add(Refund(payment, random.NextInt64(1, payment.RoomFor(Part.None) + 1)));
                Assert.InRange(payment.FeesGivenBack, 0, payment.Fee.Minor);
            }
            if (payment.RoomFor(Part.None) is > 0 and var rest) parts.Add(Refund(payment, rest));
            // The last part gives everything that is still missing, unless it is smaller than that itself.
            var last = parts[^1];
            Assert.True(
                payment.FeesGivenBack == payment.Fee.Minor || last.Fee == last.Live,
                $"seed {seed}: not exact at the end");
        }
    }

    [Fact]
    public void Never_make_a_hold_negative()
    {
        var payment = A_payment.Of(paid: 100, fee: 50);
        var parts = Enumerable.Range(0, 50).Select(_ => Refund(payment, 1)).ToList();        // fees 1, 0, 1, 0, …
        foreach (var part in parts.Where(p => p.Fee == 1)) payment.Replace(part, Part.None, default);

        var next = Refund(payment, 1);                                                       // 13 would be due

        Assert.Equal(1, next.Fee);
        Assert.Equal(49, Refund(payment, 74).Fee);                                           // caught up with the rest
    }

    [Fact]
    public void Are_zero_where_the_payment_was_free()
    {
        var payment = A_payment.Of(paid: 3_00, fee: 0);

        Assert.Equal([0, 0], [Refund(payment, 1_00).Fee, Refund(payment, 2_00).Fee]);
    }

    private static ClearedPayment Payment(Random random)
    {
        var paid = random.NextInt64(1, random.Next(2) == 0 ? 500 : 10_000_000);
        return A_payment.Of(paid, random.NextInt64(0, paid / (random.Next(2) == 0 ? 2 : 50) + 1));
    }

    private static Part Refund(ClearedPayment payment, long amount)
    {
        var part = new Part(amount, 0, payment.FeeFor(Part.None, amount));
        payment.Replace(Part.None, part, default);
        return part;
    }

    private static void Fail(ClearedPayment payment, List<Part> parts, Random random)
    {
        var at = random.Next(parts.Count);
        payment.Replace(parts[at], Part.None, default);
        parts.RemoveAt(at);
    }
}
