using Contracts;
using Contracts.Payouts;
using Contracts.Restores;
using Payout.Transfers;
using Platform.Testing;
using Simulators.BankTransfer;

namespace Payout.Tests.Payouts;

public sealed class A_payout(PayoutWorld world) : IClassFixture<PayoutWorld>
{
    [Fact]
    public async Task Is_accepted_sent_and_succeeds_with_the_banks_reference()
    {
        var order = await world.Order();
        var accepted = await world.Told(order, PayoutStatus.Accepted);
        Assert.Equal((order.RefundId, 1, 1, Money.Zero("CNY")), (
            accepted.RefundId, accepted.LegOrdinal, accepted.Version, accepted.Moved));
        await world.Told(order, PayoutStatus.Sent);
        var succeeded = await world.Told(order, PayoutStatus.Succeeded);
        var moved = Assert.Single(world.Truth(order.No));
        Assert.Equal((order.Amount, moved.ChannelNo), (succeeded.Moved, succeeded.BankReference));
        Assert.NotNull(succeeded.BankTime);
        Assert.Equal(
            1L, await world.Service.Database.Scalar<long>($"SELECT count(*) FROM sends WHERE no = '{order.No}'"));
    }

    [Fact]
    public async Task Waits_for_payee_data_and_goes_on_when_it_is_put()
    {
        var order = PayoutWorld.NewOrder();
        await world.Service.Publish(order);
        await world.Told(order, PayoutStatus.PayeeDataWanted);
        Assert.Empty(world.Truth(order.No));
        using var put = await world.PutPayee(order.PaymentId);
        Assert.Equal(201, (int)put.StatusCode);
        await world.Told(order, PayoutStatus.Succeeded);
    }

    [Fact]
    public async Task Is_one_payout_however_often_it_is_ordered()
    {
        var order = await world.Order();
        await world.Told(order, PayoutStatus.Succeeded);
        await world.Service.Publish(order);
        await world.Service.Published<PayoutChanged>(
            x => x.PayoutId == order.PayoutId && x.Status is PayoutStatus.Succeeded, count: 2);
        Assert.Single(world.Truth(order.No));
    }

    [Fact]
    public async Task Goes_to_the_error_queue_when_it_is_ordered_again_with_another_amount()
    {
        var order = await world.Order();
        await world.Told(order, PayoutStatus.Succeeded);
        await world.Service.Publish(order with { Amount = new Money(9_90, "CNY") });
        const string Poisoned = "SELECT count(*) > 0 FROM dead_letters WHERE source LIKE 'payout-payouts%'";
        await Eventually.True(
            () => world.Service.Database.Scalar<bool>(Poisoned), "the order is with the dead letters");
        Assert.Equal(order.Amount.Minor, await world.Of<long>(order, "amount_minor"));
    }

    [Fact]
    public async Task Is_stopped_before_it_was_sent()
    {
        var order = PayoutWorld.NewOrder();
        await world.Service.Publish(order);
        await world.Told(order, PayoutStatus.PayeeDataWanted);
        await world.Service.Publish(new StopPayout(order.PayoutId));
        await world.Told(order, PayoutStatus.Stopped);
        await world.PutPayee(order.PaymentId);
        await world.Service.Publish(order);
        await world.Service.Published<PayoutChanged>(
            x => x.PayoutId == order.PayoutId && x.Status is PayoutStatus.Stopped, count: 2);
        Assert.Empty(world.Truth(order.No));
    }

    [Fact]
    public async Task Is_stopped_even_when_the_stop_overtakes_the_order()
    {
        var order = PayoutWorld.NewOrder();
        await world.PutPayee(order.PaymentId);
        await world.Service.Publish(new StopPayout(order.PayoutId));
        await Eventually.True(async () => await world.Service.Database.Scalar<long>(
            $"SELECT count(*) FROM payouts WHERE correlation_id = '{order.PayoutId}'") == 1, "the stop is remembered");
        await world.Service.Publish(order);
        await world.Told(order, PayoutStatus.Stopped);
        Assert.Empty(world.Truth(order.No));
    }

    [Fact]
    public async Task Is_too_late_to_stop_once_it_was_sent()
    {
        var order = await world.Order();
        await world.Told(order, PayoutStatus.Succeeded);
        await world.Service.Publish(new StopPayout(order.PayoutId));
        await world.Service.Published<PayoutChanged>(
            x => x.PayoutId == order.PayoutId && x.Status is PayoutStatus.Succeeded, count: 2);
    }

    [Theory]
    [InlineData(BankFateKind.LostAfter)]
    [InlineData(BankFateKind.HangAfter)]
    [InlineData(BankFateKind.ErrorExecuted)]
    [InlineData(BankFateKind.Silent)]
    [InlineData(BankFateKind.Garbage)]
    [InlineData(BankFateKind.WrongSignature)]
    [InlineData(BankFateKind.NotifiedTwice)]
    public async Task Succeeds_once_whatever_became_of_the_answer(BankFateKind fate)
    {
        var order = await world.Order(fate);
        var succeeded = await world.Told(order, PayoutStatus.Succeeded);
        Assert.Equal(order.Amount, succeeded.Moved);
        Assert.Single(world.Truth(order.No));
        Assert.Equal(
            1L, await world.Service.Database.Scalar<long>($"SELECT count(*) FROM sends WHERE no = '{order.No}'"));
    }

    [Theory]
    [InlineData(BankFateKind.Reject, "payee_account_refused")]
    [InlineData(BankFateKind.RejectFile, "payout_file_refused")]
    [InlineData(BankFateKind.NoFunds, "payout_funds_short")]
    public async Task Fails_when_the_bank_rejects_it_in_its_own_answer(BankFateKind fate, string code)
    {
        var order = await world.Order(fate);
        var failed = await world.Told(order, PayoutStatus.Failed);
        Assert.Equal((code, 0L), (failed.Error!.Code, failed.Moved.Minor));
        Assert.Equal("OwnAnswer", await world.Of<string>(order, "certificate"));
        Assert.Empty(world.Truth(order.No));
    }

    [Theory]
    [InlineData(BankFateKind.LostBefore)]
    [InlineData(BankFateKind.ErrorNotExecuted)]
    [InlineData(BankFateKind.Dropped)]
    public async Task Stays_open_and_is_never_sent_again_when_nobody_knows(BankFateKind fate)
    {
        var order = await world.Order(fate);
        await world.Told(order, PayoutStatus.Sent);
        await world.Answered(order);
        await Task.Delay(500);
        Assert.Equal("AtBank", await world.Of<string>(order, "phase"));
        Assert.Equal(1, await world.Of<int>(order, "sends"));
        Assert.DoesNotContain(
            world.Service.AllOf<PayoutChanged>(), x => x.PayoutId == order.PayoutId && x.Status is PayoutStatus.Failed);
    }

    [Fact]
    public async Task Tells_that_twice_as_much_moved_when_the_bank_booked_it_twice()
    {
        var order = await world.Order(BankFateKind.BookedTwice);
        await world.Service.Published<PayoutChanged>(
            x => x.PayoutId == order.PayoutId && x.Moved.Minor == 2 * order.Amount.Minor);
    }

    [Fact]
    public async Task Fails_at_once_in_a_currency_that_no_route_carries()
    {
        var order = PayoutWorld.NewOrder() with { Amount = new Money(8_80, "USD") };
        await world.Service.Publish(order);
        Assert.Equal("payout_currency_unsupported", (await world.Told(order, PayoutStatus.Failed)).Error!.Code);
    }

    [Fact]
    public async Task Is_told_again_until_it_is_confirmed()
    {
        var order = PayoutWorld.NewOrder();
        await world.Service.Publish(order);
        var fact = await world.Told(order, PayoutStatus.PayeeDataWanted);
        await world.Service.Published<PayoutChanged>(x => x.PayoutId == order.PayoutId, count: 2, seconds: 30);
        await world.Service.Publish(new PayoutConfirmed(order.PayoutId, fact.Version));
        var timers = $"""
            SELECT count(*) = 0 FROM outbox o JOIN payouts p ON p.tell_again_token = o.token
            WHERE p.correlation_id = '{order.PayoutId}'
            """;
        await Eventually.True(() => world.Service.Database.Scalar<bool>(timers), "no timer is left");
    }

    [Fact]
    public async Task Is_told_again_when_refund_center_was_restored()
    {
        var order = await world.Order();
        var succeeded = await world.Told(order, PayoutStatus.Succeeded);
        await world.Service.Publish(new PayoutConfirmed(order.PayoutId, succeeded.Version));
        await Eventually.True(() => world.Service.Database.Scalar<bool>(
            $"SELECT confirmed_version = {succeeded.Version} FROM payouts WHERE correlation_id = '{order.PayoutId}'"),
            "confirmed");
        var before = world.Service.AllOf<PayoutChanged>().Count(x => x == succeeded);
        var restore = Guid.CreateVersion7();
        await world.Service.Publish(new RestoredTo(restore, "refund-center", DateTimeOffset.MinValue.AddYears(2000)));
        var answered = await world.Service.Published<RestoreAnswered>();
        Assert.Equal(new RestoreAnswered(restore, "refund-center", "payout"), answered);
        await world.Service.Published<PayoutChanged>(x => x == succeeded, count: before + 2);     // at once, and by its saga
        await world.Pass(TimeSpan.FromMinutes(1));                // refund-center may not have its leg yet
        await world.Service.Published<PayoutChanged>(x => x == succeeded, count: before + 3);
    }

    [Fact]
    public async Task Follows_its_transfer_though_a_message_was_lost()
    {
        var order = PayoutWorld.NewOrder();
        await world.Service.Publish(order);
        await world.Told(order, PayoutStatus.PayeeDataWanted);
        // As if the change had been told and its message purged.
        await world.Service.Database.Execute(
            $"UPDATE transfers SET phase = 'Stopped', version = version + 1 WHERE payout_id = '{order.PayoutId}'");
        await world.Told(order, PayoutStatus.Stopped);
        await world.Service.Published<TransferMoved>(x => x.PayoutId == order.PayoutId);
    }
}
