using System.Globalization;
using System.Security.Cryptography;
using Channels;
using Microsoft.EntityFrameworkCore;
using Payout.Payouts;
using Payout.Transfers;
using Platform.Persistence;
using Platform.Time;

namespace Payout.Payees;

/// <summary>
/// The one place of payee data. Every touch leaves an audit row before it shows anything; nothing but
/// <see cref="Payee"/> ever carries the data, and that has no text form.
/// </summary>
public sealed class Vault(Transactions<PayoutDb> transactions, WrappingKeys keys, TimeProvider clock)
{
    /// <summary>Stores or replaces; the same data again changes nothing. Wakes the payouts that wait for it.</summary>
    public Task<VaultAnswer> Store(Guid paymentId, Payee payee, string caller, CancellationToken ct) =>
        transactions.Run(async unit =>
        {
            await unit.Db.Execute("INSERT INTO payees (payment_id) VALUES ($1) ON CONFLICT DO NOTHING", ct, paymentId);
            await unit.Lock(
                ct, LockKey.Of<PayeeRecord>(paymentId), LockKey.Where<Transfer>(x => x.PaymentId, paymentId));
            var row = unit.Db.FindLocked<PayeeRecord>(paymentId)!;
            foreach (var waiting in unit.Db.Locked<Transfer>().Where(x => x.Phase is TransferPhase.WantsPayee))
                unit.Publish(new PayeeDataArrived(waiting.PayoutId));
            if (row.IsKnown && await TryOpen(unit.Db, row, ct) == payee)
                return new VaultAnswer.Unchanged(row.MaskedAccount!);

            var action = row.IsKnown ? VaultAction.Replaced : VaultAction.Stored;
            var key = await KeyOfMonth(unit.Db, ct);
            row.Store(SealedPayee.Seal(payee, paymentId, key.KeyId, keys.Unwrap(key)), clock.GetUtcNow());
            unit.Db.Add(Touch(paymentId, action, caller, "payee data was put"));
            return (VaultAnswer)new VaultAnswer.Stored(action, row.MaskedAccount!);
        }, ct);

    /// <summary>
    /// The data in the clear, or null when there is none or it cannot be opened (any more). Audited either way.
    /// </summary>
    public async Task<Payee?> Read(Guid paymentId, string caller, string reason, CancellationToken ct)
    {
        var (row, key) = await transactions.Run(async unit =>
        {
            unit.Db.Add(Touch(paymentId, VaultAction.Read, caller, reason));
            var found = await unit.Db.Payees.AsNoTracking().SingleOrDefaultAsync(x => x.PaymentId == paymentId, ct);
            var of = found is { KeyId: { } id }
                ? await unit.Db.VaultKeys.AsNoTracking().SingleOrDefaultAsync(x => x.KeyId == id, ct)
                : null;
            return (found, of);
        }, ct);
        return row is { IsKnown: true } && key is not null ? Open(row, key) : null;
    }

    /// <summary>
    /// Destroys the data keys of months that are over for longer than <paramref name="keepFor"/>. Returns how many.
    /// </summary>
    public Task<int> DestroyKeys(TimeSpan keepFor, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return transactions.Run(unit => unit.Db.Execute("""
            UPDATE vault_keys SET wrapped = NULL, nonce = NULL, destroyed_at = $1
            WHERE destroyed_at IS NULL AND key_id < $2
            """, ct, now, Month(now - keepFor)), ct);
    }

    /// <summary>Wraps data keys anew whose wrapping key is no longer the current one. Returns how many.</summary>
    public Task<int> RewrapKeys(CancellationToken ct) => transactions.Run(async unit =>
    {
        var old = await unit.Db.VaultKeys.FromSql(
            $"""
            SELECT * FROM vault_keys WHERE wrapped IS NOT NULL AND kek_id <> {keys.CurrentId} ORDER BY key_id FOR UPDATE
            """)
            .ToListAsync(ct);
        foreach (var key in old) keys.Rewrap(key);
        return old.Count;
    }, ct);

    private async Task<Payee?> TryOpen(PayoutDb db, PayeeRecord row, CancellationToken ct) =>
        await db.VaultKeys.AsNoTracking().SingleOrDefaultAsync(x => x.KeyId == row.KeyId, ct) is { } key
            ? Open(row, key)
            : null;

    private Payee? Open(PayeeRecord row, VaultKey key)
    {
        try
        {
            return SealedPayee.Open(row, keys.Unwrap(key));
        }
        catch (CryptographicException)
        {
            return null;                                              // tampered with, or destroyed: it is wanted anew
        }
    }

    /// <summary>The first one of a month makes the key; others wait for its row and use it.</summary>
    private async Task<VaultKey> KeyOfMonth(PayoutDb db, CancellationToken ct)
    {
        var (now, id) = (clock.GetUtcNow(), Month(clock.GetUtcNow()));
        var made = keys.Create(id, now);
        await db.Execute("""
            INSERT INTO vault_keys (key_id, kek_id, nonce, wrapped, created_at) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT DO NOTHING
            """, ct, id, made.KekId, made.Nonce, made.Wrapped, now);
        return await db.VaultKeys.AsNoTracking().SingleAsync(x => x.KeyId == id, ct);
    }

    private VaultTouch Touch(Guid paymentId, VaultAction action, string caller, string reason) =>
        new(Ids.New(clock), paymentId, action, caller, reason, clock.GetUtcNow());

    private static string Month(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}

/// <summary>What became of data that was put into the vault.</summary>
public abstract record VaultAnswer(string MaskedAccount)
{
    /// <summary>It is there now.</summary>
    public sealed record Stored(VaultAction Action, string MaskedAccount) : VaultAnswer(MaskedAccount);

    /// <summary>The very same was there.</summary>
    public sealed record Unchanged(string MaskedAccount) : VaultAnswer(MaskedAccount);
}
