using Contracts.Payouts;
using Platform.Testing;
using Simulators.BankTransfer;

namespace Payout.Tests.Payouts;

public abstract class Over_days(Dictionary<string, string?> settings) : IAsyncLifetime
{
    protected Over_days() : this([])
    {
    }

    protected PayoutWorld World { get; } = new(settings);

    public Task InitializeAsync() => World.InitializeAsync();

    public Task DisposeAsync() => World.DisposeAsync();

    protected async Task PassDays(int days)
    {
        for (var i = 0; i < days; i++) await World.Pass(TimeSpan.FromDays(1));
    }

    protected Task StatementsAreRead(int count) => Eventually.True(
        async () =>
            await World.Service.Database.Scalar<long>("SELECT count(*) FROM statements") >= count, "statements");
}

public sealed class A_payout_that_comes_back : Over_days
{
    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    public async Task Is_returned_once_with_what_came_back(long charge)
    {
        var order = PayoutWorld.NewOrder();
        await World.Fate(new BankFateOrder(BankFateKind.Return, No: order.No, Days: 2, ChargeMinor: charge));
        await World.PutPayee(order.PaymentId);
        await World.Service.Publish(order);
        await World.Told(order, PayoutStatus.Succeeded);

        await PassDays(4);
        var returned = await World.Told(order, PayoutStatus.Returned);
        Assert.Equal((order.Amount, order.Amount.Minor - charge), (returned.Moved, returned.Returned.Minor));
        Assert.Equal("payout_returned", returned.Error!.Code);
        Assert.Equal(World.Truth(order.No)[1].ChannelNo, returned.BankReference);

        // The statements of those days name both movements once more.
        await StatementsAreRead(3);
        Assert.Equal(
            2L, await World.Service.Database.Scalar<long>($"SELECT count(*) FROM bank_lines WHERE no = '{order.No}'"));
        Assert.Equal(returned.Version, await World.Of<int>(order, "version"));
    }
}

public sealed class A_payout_that_nobody_knows_of : Over_days
{
    [Fact]
    public async Task Fails_when_every_possible_statement_is_silent_and_a_question_after_them_says_not_found()
    {
        var order = await World.Order(BankFateKind.LostBefore);
        await World.Told(order, PayoutStatus.Sent);
        await PassDays(3);
        await StatementsAreRead(2);
        await Task.Delay(300);
        // the last possible day is still to come
        Assert.Equal("AtBank", await World.Of<string>(order, "phase"));

        await PassDays(2);
        var failed = await World.Told(order, PayoutStatus.Failed);
        Assert.Equal("payout_never_booked", failed.Error!.Code);
        Assert.Equal("SilentStatements", await World.Of<string>(order, "certificate"));
        Assert.True(await World.Service.Database.Scalar<bool>(
            $"SELECT bool_or(is_silent AND answer = 'NeverSeen') FROM asks WHERE payout_id = '{order.PayoutId}'"));
        Assert.Equal(1, await World.Of<int>(order, "sends"));
        Assert.Empty(World.Truth(order.No));
    }

    [Fact]
    public async Task Does_not_fail_while_a_number_is_missing_among_the_statements()
    {
        await World.Statements(new { gapFrom = World.Time.Today.AddDays(1) });
        var order = await World.Order(BankFateKind.Dropped);
        await World.Told(order, PayoutStatus.Sent);
        await PassDays(6);
        await StatementsAreRead(5);
        await Task.Delay(500);
        Assert.Equal(
            1L, await World.Service.Database.Scalar<long>("SELECT count(*) FROM statements WHERE NOT trusted"));
        Assert.Equal("AtBank", await World.Of<string>(order, "phase"));
    }

    [Fact]
    public async Task Succeeds_when_only_the_statement_names_it()
    {
        await World.Fate(new BankFateOrder(BankFateKind.NotNotified, Account: PayoutWorld.Account));
        var order = await World.Order(BankFateKind.Silent);
        await World.Told(order, PayoutStatus.Sent);
        await PassDays(2);
        Assert.Equal(order.Amount, (await World.Told(order, PayoutStatus.Succeeded)).Moved);
        Assert.Equal("statement", await World.Service.Database.Scalar<string>(
            $"SELECT source FROM bank_lines WHERE no = '{order.No}'"));
    }

    [Fact]
    public async Task Fails_of_a_rejection_and_a_question_after_the_settling_time()
    {
        await World.Fate(new BankFateOrder(BankFateKind.LostAfter, Account: PayoutWorld.Account));
        var order = await World.Order(BankFateKind.RejectLater);
        await World.Told(order, PayoutStatus.Sent);
        await World.Pass(TimeSpan.FromMinutes(1));
        await Eventually.True(
            async () =>
                await World.Of<string>(order, "coalesce(rejected_code, '')") == "AC01", "the rejection is noted");
        Assert.Equal("AtBank", await World.Of<string>(order, "phase"));
        await World.Pass(TimeSpan.FromHours(3));
        Assert.Equal("payee_account_refused", (await World.Told(order, PayoutStatus.Failed)).Error!.Code);
        Assert.Equal("CodeAndQuery", await World.Of<string>(order, "certificate"));
    }
}

public sealed class A_payout_whose_bank_could_not_be_reached_for_days()
    : Over_days(new() { ["BankTransfer:BaseUrl"] = "http://127.0.0.1:1/bank" })                       // nobody listens
{
    [Fact]
    public async Task Fails_only_of_statements_that_could_name_what_was_sent_in_the_end()
    {
        var order = await World.Order(BankFateKind.LostBefore);
        await World.Told(order, PayoutStatus.Accepted);
        await Eventually.True(
            async () => await World.Of<int>(order, "sends") > 0, "it has its day, and was never sent");
        await PassDays(5);
        await World.Service.App.StopAsync();
        World.Further.Remove("BankTransfer:BaseUrl");
        await World.StartReplica();
        await World.Pass(TimeSpan.FromMinutes(1));                // it is tried again after a pause

        // all that could have named it if it had been sent on its day
        await StatementsAreRead(4);
        await Eventually.True(() => World.Service.Database.Scalar<bool>(
            "SELECT count(*) > 0 FROM sends WHERE answer = 'Unknown'"), "it was sent at last");
        await World.Pass(TimeSpan.FromHours(3));
        await Eventually.True(() => IsNotFound(order, "2 hours"), "the bank knows nothing of it");
        Assert.Equal("AtBank", await World.Of<string>(order, "phase"));

        await PassDays(2);
        await StatementsAreRead(6);
        await Eventually.True(() => IsNotFound(order, "1 day"), "nor later");
        Assert.Equal("AtBank", await World.Of<string>(order, "phase"));

        await PassDays(3);
        await Eventually.True(
            async () => await World.Of<string>(order, "phase") == "Dead", "the last possible statement is read");
        Assert.Equal("SilentStatements", await World.Of<string>(order, "certificate"));
        Assert.Empty(World.Truth(order.No));
    }

    /// <summary>When it was asked for so long after its send.</summary>
    private Task<bool> IsNotFound(MakePayout order, string after) => World.Service.Database.Scalar<bool>($"""
        SELECT count(*) > 0 FROM asks a JOIN transfers t USING (payout_id)
        WHERE payout_id = '{order.PayoutId}' AND answer = 'NeverSeen' AND a.asked_at >= t.sent_at + interval '{after}'
        """);
}
