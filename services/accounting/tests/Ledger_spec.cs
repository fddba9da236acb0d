using System.Net;
using Accounting.Balances;
using Contracts.Accounting;
using Contracts.Executions;
using Contracts.Restores;
using Platform.Testing;

namespace Accounting.Tests;

[Collection(nameof(OneService))]
public sealed class A_refund_in_the_ledger(AccountingFixture fixture)
{
    private readonly ServiceHarness<AccountingDb> service = fixture.Harness;
    private readonly Guid merchant = Guid.CreateVersion7();

    [Fact]
    public async Task Is_held_and_settled()
    {
        await Captured(1000);
        var hold = Says.Hold(merchant, 400);

        await service.Publish(hold);
        await service.Published<FundsHeld>(m => m.RefundId == hold.RefundId);
        Assert.Equal((600, 0, 400, 0), await service.Pockets(merchant));

        await service.Publish(hold.Settle(1, ExecutionOutcome.Succeeded, byChannel: 400));
        var settled = await service.Published<HoldSettled>(m => m.RefundId == hold.RefundId);
        Assert.Equal(
            (1, ExecutionOutcome.Succeeded, 400), (settled.OrderNo, settled.Outcome, settled.Moved!.ByChannel.Minor));
        Assert.Equal((600, 0, 0, 0), await service.Pockets(merchant));
        await service.LedgerHolds();
    }

    [Fact]
    public async Task Is_answered_with_what_is_booked_when_the_same_number_means_something_else()
    {
        await Captured(1000);
        var hold = Says.Hold(merchant, 400);
        await service.Publish(hold);
        await service.Publish(hold.Settle(1, ExecutionOutcome.Succeeded, byChannel: 400));
        await service.Published<HoldSettled>(m => m.RefundId == hold.RefundId);

        await service.Publish(hold.Settle(1, ExecutionOutcome.Failed));

        var answer = await service.Published<HoldSettled>(m => m.RefundId == hold.RefundId, count: 2);
        Assert.Equal((ExecutionOutcome.Succeeded, 400), (answer.Outcome, answer.Moved!.ByChannel.Minor));
        await service.LedgerHolds();
    }

    [Fact]
    public async Task Is_answered_again_and_booked_once_when_commands_are_repeated()
    {
        var capture = Says.Capture(merchant, 1000);
        var hold = Says.Hold(merchant, 400);
        var settle = hold.Settle(1, ExecutionOutcome.Succeeded, byChannel: 400);
        foreach (var command in new object[] { capture, capture, hold, hold, settle, settle })
            await service.Publish(command);
        await service.Published<HoldSettled>(m => m.RefundId == hold.RefundId, count: 2);

        await service.Publish(capture);
        await service.Publish(hold);
        await service.Publish(settle with { OrderNo = 0 });

        await service.Published<CaptureBooked>(m => m.PaymentId == capture.PaymentId, count: 3);
        await service.Published<FundsHeld>(m => m.RefundId == hold.RefundId, count: 3);
        await service.Published<HoldSettled>(m => m.RefundId == hold.RefundId && m.OrderNo == 1, count: 3);
        Assert.Equal((600, 0, 0, 0), await service.Pockets(merchant));
        await service.LedgerHolds();
    }

    [Fact]
    public async Task Takes_no_money_when_it_was_cancelled_before_it_was_held()
    {
        await Captured(1000);
        var hold = Says.Hold(merchant, 400);

        await service.Publish(hold.Cancel());
        await service.Published<HoldCancelled>(m => m.RefundId == hold.RefundId);
        await service.Publish(hold);

        await service.Published<HoldCancelled>(m => m.RefundId == hold.RefundId, count: 2);
        Assert.Equal((1000, 0, 0, 0), await service.Pockets(merchant));
    }

    [Fact]
    public async Task Takes_no_money_when_it_was_settled_before_it_was_held()
    {
        await Captured(1000);
        var hold = Says.Hold(merchant, 400);

        await service.Publish(hold.Settle(1, ExecutionOutcome.Succeeded, byChannel: 400));
        await service.Published<HoldSettled>(m => m.RefundId == hold.RefundId);
        await service.Publish(hold);

        await service.Published<FundsHeld>(m => m.RefundId == hold.RefundId);
        Assert.Equal((600, 0, 0, 0), await service.Pockets(merchant));
        await service.LedgerHolds();
    }

    [Fact]
    public async Task Waits_when_the_pockets_are_short_and_is_woken_by_money()
    {
        await Captured(300);
        var hold = Says.Hold(merchant, 400);
        await service.Publish(hold);
        Assert.Equal(Says.Cny(100), (await service.Published<FundsShort>(m => m.RefundId == hold.RefundId)).Missing);
        Assert.Equal((300, 0, 0, 0), await service.Pockets(merchant));

        var topUp = new BookTopUp(Guid.CreateVersion7(), merchant, Says.Cny(150));
        await service.Publish(topUp);
        await service.Published<TopUpBooked>(m => m.TopUpId == topUp.TopUpId);
        Assert.Equal(Says.Cny(450), (await service.Published<FundsArrived>(m => m.MerchantId == merchant)).Available);

        await service.Publish(hold);
        await service.Published<FundsHeld>(m => m.RefundId == hold.RefundId);
        Assert.Equal((0, 50, 400, 0), await service.Pockets(merchant));

        await Captured(10);
        Assert.Single(service.AllOf<FundsArrived>(), m => m.MerchantId == merchant);
        await service.LedgerHolds();
    }

    [Fact]
    public async Task Becomes_debt_when_it_was_paid_after_its_money_was_spent()
    {
        await Captured(400);
        var (lost, other) = (Says.Hold(merchant, 400), Says.Hold(merchant, 300));
        await service.Publish(lost);
        await service.Published<FundsHeld>(m => m.RefundId == lost.RefundId);
        await service.Publish(lost.Settle(1, ExecutionOutcome.Failed));
        await service.Published<HoldSettled>(m => m.RefundId == lost.RefundId);
        await service.Publish(other);
        await service.Published<FundsHeld>(m => m.RefundId == other.RefundId);

        await service.Publish(lost.Settle(2, ExecutionOutcome.Succeeded, byChannel: 400));
        await service.Published<HoldSettled>(m => m.RefundId == lost.RefundId && m.OrderNo == 2);

        Assert.Equal((0, 0, 300, 300), await service.Pockets(merchant));
        await service.LedgerHolds();
    }

    [Fact]
    public async Task Is_told_to_whoever_waits_when_a_neighbour_was_restored()
    {
        await Captured(300);
        var hold = Says.Hold(merchant, 400);
        await service.Publish(hold);
        await service.Published<FundsShort>(m => m.RefundId == hold.RefundId);

        await service.Publish(new RestoredTo(Guid.CreateVersion7(), "clearing", DateTimeOffset.UnixEpoch));

        Assert.Equal(Says.Cny(300), (await service.Published<FundsArrived>(m => m.MerchantId == merchant)).Available);
    }

    [Fact]
    public async Task Leaves_its_neighbours_in_the_batch_alone_when_it_makes_no_sense()
    {
        await Captured(1000);
        var bad = Says.Hold(merchant, 100) with { Pockets = [new("guarantee", null)] };
        var good = Enumerable.Range(0, 5).Select(_ => Says.Hold(merchant, 100)).ToList();

        foreach (var hold in good.Take(2).Append(bad).Concat(good.Skip(2))) await service.Publish(hold);

        foreach (var hold in good) await service.Published<FundsHeld>(m => m.RefundId == hold.RefundId);
        Assert.Equal((500, 0, 500, 0), await service.Pockets(merchant));
        await Eventually.True(
            async () => await service.Database.Scalar<long>($"SELECT count(*) FROM dead_letters "
                + $"WHERE position('{bad.RefundId}' in convert_from(body, 'UTF8')) > 0") == 1,
            "the hold without sense is on the desk");
    }

    [Fact]
    public async Task Is_a_conflict_for_the_desk_when_another_amount_is_asked_for_under_a_number_that_is_held()
    {
        await Captured(1000);
        var hold = Says.Hold(merchant, 400);
        await service.Publish(hold);
        await service.Published<FundsHeld>(m => m.RefundId == hold.RefundId);

        await service.Publish(hold with { Amount = Says.Cny(300) });

        await Eventually.True(
            async () => await service.Database.Scalar<long>($"SELECT count(*) FROM dead_letters "
                + $"WHERE reason LIKE '%hold_conflict: refund {hold.RefundId}, attempt 1, is Held with%'") == 1,
            "it is on the desk");
        Assert.Single(service.AllOf<FundsHeld>(), m => m.RefundId == hold.RefundId);
        Assert.Equal((600, 0, 400, 0), await service.Pockets(merchant));
    }

    [Fact]
    public async Task Is_held_with_what_was_asked_for_last_when_nothing_was_held_before()
    {
        await Captured(300);
        var hold = Says.Hold(merchant, 400);
        await service.Publish(hold);
        await service.Published<FundsShort>(m => m.RefundId == hold.RefundId);

        await service.Publish(hold with { Amount = Says.Cny(250) });

        await service.Published<FundsHeld>(m => m.RefundId == hold.RefundId);
        Assert.Equal((50, 0, 250, 0), await service.Pockets(merchant));
        await service.LedgerHolds();
    }

    private async Task Captured(long paid)
    {
        var capture = Says.Capture(merchant, paid);
        await service.Publish(capture);
        await service.Published<CaptureBooked>(m => m.PaymentId == capture.PaymentId);
    }
}

[Collection(nameof(OneService))]
public sealed class A_movement_of_money(AccountingFixture fixture)
{
    [Fact]
    public async Task Is_answered_again_and_lies_on_the_desk_when_its_id_says_something_else()
    {
        var (service, merchant, id) = (fixture.Harness, Guid.CreateVersion7(), Guid.CreateVersion7());
        var topUp = new BookTopUp(id, merchant, Says.Cny(150));
        await service.Publish(topUp);
        await service.Published<TopUpBooked>(m => m.TopUpId == id);

        await service.Publish(topUp with { Amount = Says.Cny(160) });
        await service.Publish(topUp with { MerchantId = Guid.CreateVersion7() });
        await service.Publish(new BookSettlement(id, merchant, Says.Cny(50)));
        await service.Publish(topUp);

        await service.Published<SettlementBooked>(m => m.SettlementId == id);
        await service.Published<TopUpBooked>(m => m.TopUpId == id, 2);
        await Eventually.True(
            async () => await service.Database.Scalar<long>($"SELECT count(*) FROM dead_letters "
                + $"WHERE reason LIKE '%was booked with%' AND position('{id}' in convert_from(body, 'UTF8')) > 0") == 2,
            "both conflicts are on the desk");
        Assert.Equal((0, 100, 0, 0), await service.Pockets(merchant));
        Assert.All(service.AllOf<TopUpBooked>().Where(m => m.TopUpId == id), m => Assert.Equal(merchant, m.MerchantId));
    }
}

[Collection(nameof(OneService))]
public sealed class The_balances(AccountingFixture fixture)
{
    [Fact]
    public async Task Are_for_the_platforms_own_services()
    {
        using var http = new HttpClient { BaseAddress = fixture.Harness.Address };

        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync($"/internal/balances/{Guid.Empty}")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/internal/trial-balance")).StatusCode);
    }

    [Fact]
    public async Task Of_an_unknown_merchant_are_none() => Assert.Empty(
        (await fixture.Harness.Get<MerchantBalances>($"/internal/balances/{Guid.CreateVersion7()}")).Balances);

    /// <summary>The gateway passes it on to merchants as it is.</summary>
    [Fact]
    public async Task Are_written_like_all_that_merchants_read()
    {
        var capture = Says.Capture(Guid.CreateVersion7(), 300);
        await fixture.Harness.Publish(capture);
        await fixture.Harness.Published<CaptureBooked>(m => m.PaymentId == capture.PaymentId);

        var balances = await fixture.Harness.Get<JsonElement>($"/internal/balances/{capture.MerchantId}");

        Assert.Equal(
            $$$"""
            {"merchant_id":"{{{capture.MerchantId}}}","balances":[
            {"pending":{"minor":300,"currency":"CNY"},"cash":{"minor":0,"currency":"CNY"},
            "held":{"minor":0,"currency":"CNY"},"debt":{"minor":0,"currency":"CNY"}}]}
            """.ReplaceLineEndings(""), balances.GetRawText());
    }
}
