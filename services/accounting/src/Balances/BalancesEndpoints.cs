using System.Data;
using Accounting.Accounts;
using Contracts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Platform.Persistence;

namespace Accounting.Balances;

/// <summary>What gateway and the auditor read.</summary>
internal static class BalancesEndpoints
{
    public static async Task<Ok<MerchantBalances>> Of(Guid merchantId, AccountingDb db, CancellationToken ct)
    {
        var accounts = await db.Set<Account>().AsNoTracking().Where(a => a.MerchantId == merchantId).ToListAsync(ct);
        var balances =
            from account in accounts
            group account by account.Currency into own
            orderby own.Key
            let balance = own.ToDictionary(a => a.Kind, a => new Money(a.BalanceMinor, a.Currency))
            let zero = Money.Zero(own.Key)
            select new PocketBalances(
                balance.GetValueOrDefault(AccountKind.MerchantPending, zero),
                balance.GetValueOrDefault(AccountKind.MerchantCash, zero),
                balance.GetValueOrDefault(AccountKind.MerchantHeld, zero),
                -balance.GetValueOrDefault(AccountKind.MerchantDebt, zero));
        return TypedResults.Ok(new MerchantBalances(merchantId, [.. balances]));
    }

    public static async Task<Ok<TrialBalance>> Trial(AccountingDb db, CancellationToken ct)
    {
        await using var snapshot = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var accounts = await db.Query(
            "SELECT name, balance_minor, currency FROM accounts ORDER BY name, currency",
            r => new AccountBalance(r.GetString(0), new Money(r.GetInt64(1), r.GetString(2))), ct);
        var rules = await db.Query(
            "SELECT rule, looked_at, wrong, example FROM ledger_check",
            r => new RuleCheck(r.GetString(0), r.GetInt64(1), r.GetInt64(2), r.IsDBNull(3) ? null : r.GetString(3)),
            ct);
        return TypedResults.Ok(new TrialBalance(accounts, rules));
    }
}
