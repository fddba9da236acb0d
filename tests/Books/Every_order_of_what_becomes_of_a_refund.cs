using Accounting;
using Accounting.Accounts;
using Contracts.Accounting;
using Microsoft.EntityFrameworkCore;
using Platform.Testing;

namespace Books.Tests;

/// <summary>
/// M10: the refund center's rules say what follows from each fact, accounting books it by its templates on a real database;
/// whatever the order in which the facts come, every account ends with the same balance.
/// </summary>
public sealed class Every_order_of_what_becomes_of_a_refund : IAsyncLifetime
{
    private ServiceHarness<AccountingDb> books = null!;

    public async Task InitializeAsync() => books = await ServiceHarness<AccountingDb>.StartAsync(
        "accounting", (_, p) => p.AddAccounting(), [typeof(CaptureBooked), typeof(FundsHeld), typeof(HoldSettled)],
        setup: new() { Map = app => app.MapAccounting() });

    public async Task DisposeAsync() => await books.DisposeAsync();

    [Fact]
    public async Task Ends_with_the_same_balance_on_every_account_for_two_notices_a_file_and_a_bank_return()
    {
        var ends = await Play(
            ("notice fail", r => r.Notice(Refund.Failed)),
            ("notice success", r => r.Notice(Refund.Paid(Refund.PaidAt))),
            ("file", r => r.File()),
            ("bank return", r => r.Notice(Refund.Back(Refund.BackAt))));
        Assert.Equal(24, ends.Count);
        // the channel owes us what it took from the payment; our bank has what came back; the merchant has lost nothing
        AllAre($"{AccountKind.BankReserve} {-Refund.Minor}, {AccountKind.ChannelReceivable} {Refund.Minor}", ends);
    }

    [Fact]
    public async Task Ends_with_the_same_balance_on_every_account_when_it_was_paid_again_after_it_had_come_back()
    {
        var ends = await Play(
            ("paid", r => r.Notice(Refund.Paid(Refund.PaidAt))),
            ("back", r => r.Notice(Refund.Back(Refund.BackAt))),
            ("paid again", r => r.Notice(Refund.Paid(Refund.BackAt.AddDays(1)))));
        Assert.Equal(6, ends.Count);
        AllAre(
            $"{AccountKind.BankReserve} {-Refund.Minor}, {AccountKind.ChannelReceivable} {2 * Refund.Minor}, "
            + $"{AccountKind.MerchantPending} {Refund.FeeMinor - Refund.Minor}, {AccountKind.PlatformFeeIncome} {-Refund.FeeMinor}",
            ends);
    }

    private static void AllAre(string expected, List<(string Order, string End)> ends) =>
        Assert.All(ends, end => Assert.True(end.End == expected, $"{end.Order}: {end.End} instead of {expected}"));

    /// <summary>How every account's balance changed, for each order of the facts; refund after refund on one ledger.</summary>
    private async Task<List<(string Order, string End)>> Play(params (string Name, Action<Refund> Tell)[] facts)
    {
        List<(string, string)> ends = [];
        foreach (var order in Permutations([.. Enumerable.Range(0, facts.Length)]))
        {
            var refund = new Refund(Guid.CreateVersion7(), "wechat");
            await books.Publish(refund.Capture);
            await books.Published<CaptureBooked>(m => m.PaymentId == refund.Capture.PaymentId);
            var before = await Balances();
            await books.Publish(refund.Hold);
            await books.Published<FundsHeld>(m => m.RefundId == refund.Id);
            foreach (var fact in order)
            {
                facts[fact].Tell(refund);
                if (refund.NextOrder() is not { } settle) continue;
                await books.Publish(settle);
                await books.Published<HoldSettled>(m => m.RefundId == refund.Id && m.OrderNo == settle.OrderNo);
            }
            ends.Add((string.Join(", ", order.Select(fact => facts[fact].Name)), Change(before, await Balances())));
        }
        return ends;
    }

    private async Task<List<Account>> Balances()
    {
        await using var db = books.Database.Open();
        return await db.Set<Account>().AsNoTracking().ToListAsync();
    }

    /// <summary>Each account that is not as it was, by its kind and in minor units.</summary>
    private static string Change(List<Account> before, List<Account> after)
    {
        var old = before.ToDictionary(account => account.Id, account => account.BalanceMinor);
        return string.Join(", ",
            from account in after
            let change = account.BalanceMinor - old.GetValueOrDefault(account.Id)
            where change != 0
            orderby account.Kind.ToString()
            select $"{account.Kind} {change}");
    }

    private static IEnumerable<int[]> Permutations(int[] items) => items.Length <= 1
        ? [items]
        : items.SelectMany(first => Permutations([.. items.Where(x => x != first)]), (first, rest) => (int[])[first, .. rest]);
}
