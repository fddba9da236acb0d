using System.Collections.Immutable;

namespace Channels.WeChatPay;

/// <summary>
/// The keys of WeChat Pay that one merchant trusts: configured ones and downloaded certificates. An unknown serial
/// leads to one download, at most one a minute, so that forged notices cannot make us hammer the channel.
/// </summary>
internal sealed class PlatformKeys(
    IEnumerable<PlatformKey> configured, Func<CancellationToken, Task<IReadOnlyList<PlatformKey>>>? download,
    TimeProvider realTime)
{
    private static readonly TimeSpan BetweenDownloads = TimeSpan.FromMinutes(1);
    private readonly Lock gate = new();
    private ImmutableDictionary<string, PlatformKey> known = configured.ToImmutableDictionary(key => key.Serial);
    private DateTimeOffset lastDownload = DateTimeOffset.MinValue;
    private Task pending = Task.CompletedTask;

    /// <summary>The key if it is known and in its time of validity, without any download.</summary>
    public RsaKey? Known(string serial) =>
        known.TryGetValue(serial, out var found) && found.IsTrustedAt(realTime.GetUtcNow()) ? found.Key : null;

    /// <summary>The key, downloaded if need be; null when there is none to trust. Throws what the download throws.</summary>
    public async ValueTask<RsaKey?> Find(string serial, CancellationToken ct)
    {
        if (Known(serial) is { } key) return key;
        if (download is null || serial.StartsWith("PUB_KEY_ID_", StringComparison.Ordinal)) return null;
        await Refresh(download).WaitAsync(ct);
        return Known(serial);
    }

    /// <summary>All who wait share one download.</summary>
    private Task Refresh(Func<CancellationToken, Task<IReadOnlyList<PlatformKey>>> load)
    {
        lock (gate)
        {
            if (!pending.IsCompleted || realTime.GetUtcNow() - lastDownload < BetweenDownloads) return pending;
            lastDownload = realTime.GetUtcNow();
            return pending = Load();
        }

        async Task Load()
        {
            foreach (var fresh in await load(CancellationToken.None)) known = known.SetItem(fresh.Serial, fresh);
        }
    }
}

/// <summary>One key of WeChat Pay. A fixed public key has no end; a certificate counts only between its two times.</summary>
internal sealed record PlatformKey(string Serial, RsaKey Key, DateTimeOffset? From = null, DateTimeOffset? Until = null)
{
    public bool IsTrustedAt(DateTimeOffset now) => (From is null || From <= now) && (Until is null || now < Until);
}
