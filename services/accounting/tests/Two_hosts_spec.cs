using Contracts.Accounting;
using Contracts.Executions;
using Platform.Testing;

namespace Accounting.Tests;

/// <summary>
/// Two replicas take from one queue; every command is published twice, so that the same one is often at work in both.
/// </summary>
public sealed class Two_hosts : IAsyncLifetime
{
    private ServiceHarness<AccountingDb> one = null!;
    private ServiceHarness<AccountingDb> two = null!;

    public async Task InitializeAsync()
    {
        one = await AccountingFixture.Start();
        two = await AccountingFixture.Start(one);
    }

    public async Task DisposeAsync()
    {
        await two.DisposeAsync();
        await one.DisposeAsync();
    }

    [Fact]
    public async Task Never_give_more_than_a_pocket_has()
    {
        var merchant = Guid.CreateVersion7();
        await Captured(merchant, 3000);
        var holds = Enumerable.Range(0, 50).Select(_ => Says.Hold(merchant, 100)).ToList();

        await PublishTwice(holds);
        foreach (var hold in holds)
            await Eventually.True(() => Answers(hold.RefundId) >= 2, "each hold is answered, and answered again");

        Assert.Equal((0, 0, 3000, 0), await one.Pockets(merchant));
        Assert.Equal(30, one.AllOf<FundsHeld>().Select(m => m.RefundId).Distinct().Count());
        await one.LedgerHolds();
    }

    [Fact]
    public async Task Wake_everybody_who_was_short_when_money_came()
    {
        var merchants = Enumerable.Range(0, 40).Select(_ => Guid.CreateVersion7()).ToList();
        var holds = merchants.ConvertAll(m => Says.Hold(m, 100));
        var captures = merchants.ConvertAll(m => Says.Capture(m, 100));

        await Task.WhenAll(PublishTwice(holds), Publish(two, captures));
        foreach (var capture in captures) await one.Published<CaptureBooked>(m => m.PaymentId == capture.PaymentId);

        // Either the hold saw the money, or the money saw the hold: there is no third way.
        foreach (var hold in holds)
            await Eventually.True(
                () => one.AllOf<FundsHeld>().Any(m => m.RefundId == hold.RefundId)
                    || one.AllOf<FundsArrived>().Any(m => m.MerchantId == hold.MerchantId),
                "held or woken");
        await one.LedgerHolds();
    }

    [Fact]
    public async Task Book_hot_accounts_and_new_merchants_without_losing_a_unit()
    {
        var merchants = Enumerable.Range(0, 20).Select(_ => Guid.CreateVersion7()).ToList();
        var captures = Enumerable.Range(0, 100).Select(i => Says.Capture(merchants[i % 20], 1000, fee: 7)).ToList();
        await PublishTwice(captures);
        foreach (var capture in captures) await one.Published<CaptureBooked>(m => m.PaymentId == capture.PaymentId);

        var holds = Enumerable.Range(0, 60).Select(i => Says.Hold(merchants[i % 20], 500)).ToList();
        await PublishTwice(holds);
        foreach (var hold in holds) await one.Published<FundsHeld>(m => m.RefundId == hold.RefundId);
        var settles = holds.Select((h, i) => i % 3 == 0
            ? h.Settle(1, ExecutionOutcome.Failed) : h.Settle(1, ExecutionOutcome.Succeeded, byChannel: 500)).ToList();
        await PublishTwice(settles);
        foreach (var settle in settles) await one.Published<HoldSettled>(m => m.RefundId == settle.RefundId, count: 2);

        Assert.Equal(-100_000 + (40 * 500), await Balance("channel:wechat:receivable"));
        Assert.Equal(700, await Balance("platform:fee-income"));
        Assert.Equal(
            100, await one.Database.Scalar<long>("SELECT count(*) FROM journals WHERE template = 'payment_captured'"));
        Assert.Equal(60, await one.Database.Scalar<long>("SELECT count(*) FROM settlement_orders"));
        await one.LedgerHolds();
    }

    private int Answers(Guid refund) =>
        one.AllOf<FundsHeld>().Count(m => m.RefundId == refund)
        + one.AllOf<FundsShort>().Count(m => m.RefundId == refund);

    private async Task PublishTwice(IReadOnlyList<object> commands) =>
        await Task.WhenAll(Publish(one, commands), Publish(two, commands.Reverse()));

    private static async Task Publish(ServiceHarness<AccountingDb> by, IEnumerable<object> commands)
    {
        foreach (var command in commands) await by.Publish(command);
    }

    private Task<long> Balance(string account) =>
        one.Database.Scalar<long>($"SELECT balance_minor FROM accounts WHERE name = '{account}'");

    private async Task Captured(Guid merchant, long paid)
    {
        var capture = Says.Capture(merchant, paid);
        await one.Publish(capture);
        await one.Published<CaptureBooked>(m => m.PaymentId == capture.PaymentId);
    }
}
