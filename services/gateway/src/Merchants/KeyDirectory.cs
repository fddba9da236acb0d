using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Merchants;

/// <summary>
/// Finds API keys. What was found is remembered for two seconds, so that a busy merchant costs one query every two
/// seconds and a revoked key is dead within two (ASVS 8.3.2). Unknown keys are never remembered.
/// </summary>
public sealed class KeyDirectory(
    IServiceScopeFactory scopes, SecretBox box, [FromKeyedServices("real")] TimeProvider time)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<string, (KnownKey Key, long Since)> known = new(StringComparer.Ordinal);

    public async ValueTask<KnownKey?> Find(string keyId, CancellationToken ct)
    {
        if (known.TryGetValue(keyId, out var entry) && time.GetElapsedTime(entry.Since) < Remembered) return entry.Key;
        var key = await Load(keyId, ct);
        if (key is null) known.TryRemove(keyId, out _);
        else known[keyId] = (key, time.GetTimestamp());
        return key;
    }

    private async Task<KnownKey?> Load(string keyId, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<GatewayDb>();
        var row = await (from k in db.Set<ApiKey>().AsNoTracking()
                         join m in db.Set<Merchant>().AsNoTracking() on k.MerchantId equals m.Id
                         where k.Id == keyId && k.RevokedAt == null
                         select new { Key = k, Merchant = m }).SingleOrDefaultAsync(ct);
        if (row is null) return null;
        var merchant = new MerchantIdentity(
            row.Merchant.Id, keyId, row.Merchant.Promise, row.Merchant.Channels.ToHashSet(StringComparer.Ordinal));
        return new KnownKey(row.Key, box.Open(row.Key.SealedSigningSecret, keyId), merchant);
    }
}
