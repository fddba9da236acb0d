using Contracts.Accounting;
using Npgsql;
using Platform.Testing;

namespace Accounting.Tests;

/// <summary>
/// What makes that no wake-up is missed: credit and shortage wait for each other at the pocket's row.
/// </summary>
[Collection(nameof(OneService))]
public sealed class A_pocket_that_another_host_is_changing(AccountingFixture fixture)
{
    private static readonly TimeSpan LongEnoughToBeOvertaken = TimeSpan.FromMilliseconds(700);
    private readonly ServiceHarness<AccountingDb> service = fixture.Harness;
    private readonly Guid merchant = Guid.CreateVersion7();

    [Fact]
    public async Task Is_waited_for_by_a_hold_which_then_sees_the_credit()
    {
        await PocketsExist();
        var hold = Says.Hold(merchant, 100);

        await using (var other = await Other())
        {
            await other.Execute($"""
                WITH j AS (
                    INSERT INTO journals
                    VALUES (gen_random_uuid(), 'top_up', gen_random_uuid(), 0, now(), now()) RETURNING id),
                changed AS (
                    UPDATE accounts a SET balance_minor = balance_minor + n.amount
                    FROM (VALUES ('bank:reserve', -100), ('merchant:{merchant}:cash', 100)) AS n (name, amount)
                    WHERE a.name = n.name RETURNING a.id, n.amount)
                INSERT INTO postings SELECT j.id, c.id, c.amount, 'CNY' FROM j, changed c
                """);
            await service.Publish(hold);
            await Task.Delay(LongEnoughToBeOvertaken);
            await other.Execute("COMMIT");
        }

        await service.Published<FundsHeld>(m => m.RefundId == hold.RefundId);
        Assert.DoesNotContain(service.AllOf<FundsShort>(), m => m.RefundId == hold.RefundId);
        await service.LedgerHolds();
    }

    [Fact]
    public async Task Is_waited_for_by_a_credit_which_then_sees_the_shortage()
    {
        await PocketsExist();
        var topUp = new BookTopUp(Guid.CreateVersion7(), merchant, Says.Cny(100));

        await using (var other = await Other())
        {
            await other.Execute($"""
                SELECT FROM accounts WHERE merchant_id = '{merchant}' ORDER BY name FOR UPDATE;
                INSERT INTO holds VALUES ('{topUp.TopUpId}', 1, '{merchant}', 150, 'CNY', 'Short', 0, 0);
                INSERT INTO shortages VALUES ('{topUp.TopUpId}', 1, '{merchant}', 'CNY', 149)
                """);
            await service.Publish(topUp);
            await Task.Delay(LongEnoughToBeOvertaken);
            await other.Execute("COMMIT");
        }

        await service.Published<TopUpBooked>(m => m.TopUpId == topUp.TopUpId);
        Assert.Equal(Says.Cny(101), (await service.Published<FundsArrived>(m => m.MerchantId == merchant)).Available);
        await service.LedgerHolds();
    }

    private async Task PocketsExist()
    {
        var topUp = new BookTopUp(Guid.CreateVersion7(), merchant, Says.Cny(1));
        await service.Publish(topUp);
        await service.Published<TopUpBooked>(m => m.TopUpId == topUp.TopUpId);
        // Accounts that are being created make others wait in another way than the lock that is looked at here.
        foreach (var hold in new[] { Says.Hold(merchant, 0), Says.Hold(merchant, 0) })
        {
            await service.Publish(hold);
            await service.Published<FundsHeld>(m => m.RefundId == hold.RefundId);
        }
    }

    private async Task<Transaction> Other()
    {
        var transaction = new Transaction(await service.Database.Source.OpenConnectionAsync());
        await transaction.Execute("BEGIN");
        return transaction;
    }

    private sealed class Transaction(NpgsqlConnection connection) : IAsyncDisposable
    {
        public async Task Execute(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }

        public ValueTask DisposeAsync() => connection.DisposeAsync();
    }
}
