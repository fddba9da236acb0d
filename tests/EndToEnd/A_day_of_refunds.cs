using Stand.Processes;

namespace EndToEnd;

/// <summary>One town for all stories of a quiet day; each tells its own by its own payments.</summary>
public sealed class QuietTown : IAsyncLifetime
{
    internal Town Town { get; private set; } = null!;

    public async Task InitializeAsync() => Town = await Town.Start("e2e-peace");

    public async Task DisposeAsync() => await Town.DisposeAsync();
}

public sealed class A_platform_in_peace(QuietTown quiet) : IClassFixture<QuietTown>
{
    private readonly Town town = quiet.Town;

    [Fact]
    public async Task Takes_a_refund_through_the_seven_steps()
    {
        var payment = (await town.Capture(1))[0];
        var refund = (await town.RefundAll([payment]))[0];
        await town.AllEnd();
        Assert.Equal("Succeeded", await town.StateOf(refund));
        await town.Reconcile();
        var moved = Assert.Single(await town.World.Truth(), t => t.PaymentNo == payment.ChannelPaymentNo);
        Assert.Equal((payment.Paid, payment.ChannelPaymentNo), (moved.AmountMinor, moved.PaymentNo));
        await Town.Until("its merchant is told", () => Task.FromResult(
            town.Receiver.Events.Any(e => e.RefundId == refund && e.State == "succeeded")));
        await town.InvariantsHold();
    }

    [Fact]
    public async Task Takes_two_hundred_identical_requests_as_one_refund()
    {
        var payment = (await town.Capture(1))[0];
        var answers = await Task.WhenAll(Enumerable.Range(0, 200)
            .Select(_ => town.MerchantOf(payment).AskRefund("R" + payment.No, payment.No, payment.Paid)));
        Assert.All(answers, a => Assert.True(a.IsAccepted, $"{a.Status} {a.Body}"));
        Assert.Single(answers.Select(a => a.Id).Distinct());
        await town.AllEnd();
        Assert.Equal(1, await town.Count(
            ServiceDefinition.Gateway, $"SELECT count(*) FROM refunds WHERE merchant_refund_no = 'R{payment.No}'"));
        await town.InvariantsHold();
    }

    [Theory]
    [InlineData(20_000, 200, 50)]     // what is left would do for 100: the channel takes 50 parts
    [InlineData(6_000, 200, 30)]      // thirty parts of two yuan are left
    public async Task Admits_exactly_as_many_parallel_parts_as_fit(long paid, long part, int fit)
    {
        var payment = (await town.Capture(1, paid))[0];
        var answers = await Task.WhenAll(Enumerable.Range(0, 200)
            .Select(i => town.MerchantOf(payment).AskRefund($"R{payment.No}-{i}", payment.No, part)));
        Assert.Equal(fit, answers.Count(a => a.IsAccepted));
        Assert.All(answers.Where(a => !a.IsAccepted), a => Assert.Contains(a.Code, new[] { "amount_exceeds_refundable", "too_many_parts" }));

        await Town.Until("all parts have ended", async () =>
        {
            town.Platform.Clock.Advance(TimeSpan.FromMinutes(1));               // the channel takes one part a minute
            return await town.CountOpen() == 0;
        }, 120);
        Assert.Equal(fit * part, (await town.World.Truth()).Where(t => t.PaymentNo == payment.ChannelPaymentNo).Sum(t => t.AmountMinor));
        await town.InvariantsHold();
    }

    [Fact]
    public async Task Has_a_listener_for_every_message_but_those_that_may_go_unheard() =>
        Assert.Equal(Topology.AllowedUnheard(), await Topology.Unheard(town.Platform));

    [Fact]
    public async Task Takes_a_refund_in_the_same_second_as_its_payment()
    {
        var payments = Enumerable.Range(0, 20).Select(_ => town.NewPayment(5_000)).ToList();
        await town.World.Knows(payments, town.Platform.Clock.Now);
        await Parallel.ForEachAsync(payments, async (payment, _) =>
        {
            await town.Register(payment);
            var answer = await town.MerchantOf(payment).AskRefund("R" + payment.No, payment.No, payment.Paid);
            Assert.True(answer.IsAccepted, $"{answer.Status} {answer.Body}");
        });
        await town.AllEnd();
        var numbers = string.Join(", ", payments.Select(p => $"'R{p.No}'"));
        Assert.Equal(20, await town.Count(
            ServiceDefinition.Gateway, $"SELECT count(*) FROM refunds WHERE state = 'Succeeded' AND merchant_refund_no IN ({numbers})"));
        await town.InvariantsHold();
    }
}
