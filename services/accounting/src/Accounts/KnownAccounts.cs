using System.Collections.Concurrent;

namespace Accounting.Accounts;

/// <summary>
/// Accounts seen to exist, so that they are not created again and again. Only ever a hint: what it claims is checked by
/// the lock.
/// </summary>
internal sealed class KnownAccounts
{
    private const int AtMost = 200_000;
    private readonly ConcurrentDictionary<AccountKey, bool> seen = new();

    public bool Contains(AccountKey key) => seen.ContainsKey(key);

    public void Clear() => seen.Clear();

    public void Add(IEnumerable<AccountKey> keys)
    {
        if (seen.Count > AtMost) seen.Clear();
        foreach (var key in keys) seen.TryAdd(key, true);
    }
}
