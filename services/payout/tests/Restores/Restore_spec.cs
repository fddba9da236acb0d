using Contracts.Payouts;
using Microsoft.Extensions.DependencyInjection;
using Payout.Payouts;
using Payout.Transfers;
using Platform.Testing;
using Simulators.BankTransfer;

namespace Payout.Tests.Restores;

public sealed class A_service_started_from_an_older_copy : IAsyncLifetime
{
    private readonly PayoutWorld world = new(new() { ["Payout:RestoreWait"] = "00:00:02" });

    public Task InitializeAsync() => world.InitializeAsync();

    public Task DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task Sends_nothing_until_it_asked_for_everything_that_may_have_been_sent()
    {
        // Paid, and then the service forgets that it ever sent it, as a copy from before does.
        var paid = await world.Order();
        await world.Told(paid, PayoutStatus.Succeeded);
        var forgotten = await world.Order(BankFateKind.Silent);
        await world.Told(forgotten, PayoutStatus.Succeeded);
        await world.Service.App.StopAsync();
        await Forget("DELETE FROM bank_lines; DELETE FROM report_cursors", paid, forgotten);

        var restored = await world.StartReplica("--restored", "2026-01-01T00:00:00Z");
        const string Held = "SELECT count(*) > 0 FROM send_holds WHERE released_at IS NULL";
        await Eventually.True(() => restored.Database.Scalar<bool>(Held), "held");
        await Eventually.True(async () => await world.Of<string>(paid, "phase") == "Booked", "the bank knows it");
        await Eventually.True(
            async () => await world.Of<string>(forgotten, "phase") == "Booked", "the notifications name it");
        await Eventually.True(async () => !await restored.Database.Scalar<bool>(Held), "released");
        Assert.Single(world.Truth(paid.No));
        Assert.Single(world.Truth(forgotten.No));
        Assert.Equal(0L, await restored.Database.Scalar<long>("SELECT count(*) FROM sends"));
    }

    [Fact]
    public async Task Takes_over_a_movement_that_was_read_before_its_order_was_told_again()
    {
        var paid = await world.Order();
        await world.Told(paid, PayoutStatus.Succeeded);
        await world.Service.App.StopAsync();
        await Forget("UPDATE bank_lines SET payout_id = NULL", paid);

        await world.StartReplica("--restored", "2026-01-01T00:00:00Z");
        await Eventually.True(async () => await world.Of<string>(paid, "phase") == "Booked", "the movement is its own");
        Assert.Equal(paid.Amount.Minor, await world.Of<long>(paid, "moved_minor"));
        Assert.Single(world.Truth(paid.No));
    }

    [Fact]
    public async Task Takes_over_what_the_bank_told_of_a_number_before_its_order_was_told_again()
    {
        var order = PayoutWorld.NewOrder();
        await world.Service.Database.Execute($"""
            INSERT INTO bank_lines (bank_reference, no, kind, amount_minor, amount_currency, reason_code, booked_on,
                source, seen_at)
            VALUES ('B1', '{order.No}', 'Booked', 880, 'CNY', NULL, '2026-03-02', 'notification', now()),
                ('B2', '{order.No}', 'Returned', 880, 'CNY', 'AC04', '2026-03-03', 'notification', now())
            """);
        await world.PutPayee(order.PaymentId);
        await world.Service.Publish(order);
        var fact = await world.Told(order, PayoutStatus.Returned);
        Assert.Equal((880L, 880L, "B2"), (fact.Moved.Minor, fact.Returned.Minor, fact.BankReference));
        Assert.Equal(2L, await world.Service.Database.Scalar<long>(
            $"SELECT count(*) FROM bank_lines WHERE payout_id = '{order.PayoutId}'"));
        Assert.Empty(world.Truth(order.No));
    }

    private async Task Forget(string movements, params MakePayout[] orders)
    {
        await world.Service.Database.Execute($"DELETE FROM sends; DELETE FROM asks; {movements}");
        foreach (var order in orders)
            await world.Service.Database.Execute($"""
                UPDATE transfers SET phase = 'ToSend', due_at = now(), sends = 0, unanswered_sends = 0, sent_at = NULL,
                    execution_date = NULL, asked_at = NULL, moved_minor = 0, version = 1, noted_version = 1,
                    bank_reference = NULL
                WHERE payout_id = '{order.PayoutId}'
                """);
    }
}

public sealed class A_service_that_was_restored_and_has_something_new_to_send : IAsyncLifetime
{
    private readonly PayoutWorld world = new();

    public Task InitializeAsync() => world.InitializeAsync();

    public Task DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task Sends_it_after_the_hold()
    {
        var restored = await Restored();
        var later = TimeProvider.System.GetUtcNow().AddHours(1);
        var order = PayoutWorld.NewOrder() with { PaymentId = Guid.CreateVersion7(later) };
        await Order(restored, order);
        await restored.Published<PayoutChanged>(
            x => x.PayoutId == order.PayoutId && x.Status is PayoutStatus.Succeeded);
        Assert.Single(world.Truth(order.No));
        Assert.False(await WasAsked(restored, order));
    }

    [Fact]
    public async Task Asks_for_what_may_be_ordered_again_and_sends_it_when_the_statements_of_the_gap_are_silent_too()
    {
        var restored = await Restored();
        var order = PayoutWorld.NewOrder();
        await Order(restored, order);
        await restored.Published<PayoutChanged>(x => x.PayoutId == order.PayoutId && x.Status is PayoutStatus.Sent);
        await Eventually.True(() => restored.Database.Scalar<bool>(
            "SELECT count(*) > 0 FROM send_holds WHERE released_at IS NOT NULL"), "released");
        await Eventually.True(() => WasAsked(restored, order), "the bank was asked");
        await Task.Delay(300);
        Assert.Empty(world.Truth(order.No));
        Assert.Equal("AtBank", await world.Of<string>(order, "phase"));

        await world.Pass(TimeSpan.FromDays(3));
        await Eventually.True(() => restored.Database.Scalar<bool>(
            "SELECT count(*) > 0 FROM statements s JOIN send_holds h ON s.trusted AND s.to_day > h.opened_at::date"),
            "the statements were read");
        await world.Pass(TimeSpan.FromDays(1));                   // a question after that: the one before may have been too early
        await restored.Published<PayoutChanged>(
            x => x.PayoutId == order.PayoutId && x.Status is PayoutStatus.Succeeded);
        Assert.Single(world.Truth(order.No));
    }

    [Fact]
    public async Task Does_not_promise_that_what_may_have_been_sent_is_stopped()
    {
        var restored = await Restored();
        var order = PayoutWorld.NewOrder();
        await restored.Publish(new StopPayout(order.PayoutId));
        await Eventually.True(() => restored.Database.Scalar<bool>(
            "SELECT count(*) > 0 FROM payouts WHERE current_state = 'StoppedUnordered'"), "its stop came first");
        await Order(restored, order);
        await restored.Published<PayoutChanged>(x => x.PayoutId == order.PayoutId && x.Status is PayoutStatus.Sent);
    }

    [Fact]
    public async Task Has_nothing_to_do_for_what_it_told_itself_of_an_order_that_it_forgot()
    {
        var restored = await Restored();
        var (moved, payee) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await restored.Publish(new TransferMoved(PayoutWorld.NewId(), 3), moved);
        await restored.Publish(new PayeeDataArrived(PayoutWorld.NewId()), payee);
        await Eventually.True(() => restored.Database.Scalar<bool>(
            $"SELECT count(*) = 2 FROM inbox WHERE message_id IN ('{moved}', '{payee}')"), "they were taken");
    }

    private async Task<ServiceHarness<PayoutDb>> Restored()
    {
        await world.Service.App.StopAsync();
        var restored = await world.StartReplica(PayoutWorld.RestoredAnHourAgo());
        await restored.HearFromNowOn(typeof(PayoutChanged));
        return restored;
    }

    private static async Task Order(ServiceHarness<PayoutDb> restored, MakePayout order)
    {
        await restored.Services.GetRequiredService<Payout.Payees.Vault>().Store(
            order.PaymentId, new Channels.Payee("张三", PayoutWorld.Account, "102100099996"), "gateway", default);
        await restored.Publish(order);
    }

    private static Task<bool> WasAsked(ServiceHarness<PayoutDb> restored, MakePayout order) =>
        restored.Database.Scalar<bool>($"SELECT count(*) > 0 FROM asks WHERE payout_id = '{order.PayoutId}'");
}

public sealed class A_service_that_is_called_restored_twice : IAsyncLifetime
{
    private readonly PayoutWorld world = new(new() { ["Payout:RestoreWait"] = "01:00:00" });

    public Task InitializeAsync() => world.InitializeAsync();

    public Task DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task Does_not_doubt_what_was_ordered_since_the_first_time()
    {
        await world.Service.App.StopAsync();
        var again = PayoutWorld.RestoredAnHourAgo();
        var restored = await world.StartReplica(again);
        var order = PayoutWorld.NewOrder() with
        {
            PaymentId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow().AddHours(1)),
        };
        await restored.Publish(order);
        await Eventually.True(() => IsWaiting(restored, order), "it waits unsent for its payee");

        await restored.App.StopAsync();
        await world.StartReplica(again);
        Assert.True(await IsWaiting(restored, order));
        Assert.Equal(1L, await restored.Database.Scalar<long>("SELECT count(*) FROM send_holds"));
    }

    private static Task<bool> IsWaiting(ServiceHarness<PayoutDb> service, MakePayout order) =>
        service.Database.Scalar<bool>(
            $"SELECT count(*) = 1 FROM transfers WHERE payout_id = '{order.PayoutId}' AND phase = 'WantsPayee'");
}
