using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Channels.WeChatPay;

/// <summary>
/// The keys of WeChat Pay that one merchant trusts: configured ones and downloaded certificates. An unknown serial
/// leads to one download, at most one a minute, so that forged notices cannot make us hammer the channel.
/// </summary>
/// <param name="configured">Trusted from the start.</param>
/// <param name="apiV3Key">Decrypts what is downloaded.</param>
/// <param name="download">Asks for the certificates; null where this merchant has only fixed keys.</param>
/// <param name="realTime">Decides whether a certificate is in its time of validity.</param>
internal sealed class PlatformKeys(
    IEnumerable<PlatformKey> configured, string apiV3Key, Func<CancellationToken, Task<RawAnswer>>? download,
    TimeProvider realTime)
{
    private static readonly TimeSpan BetweenDownloads = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(2);
    private readonly Lock gate = new();
    private ImmutableDictionary<string, PlatformKey> known = configured.ToImmutableDictionary(key => key.Serial);
    private DateTimeOffset lastDownload = DateTimeOffset.MinValue;
    private Task pending = Task.CompletedTask;

    /// <summary>
    /// The key, downloaded if need be; null when there is none to trust. Throws what the download throws.
    /// </summary>
    public async ValueTask<RsaKey?> Find(string serial, CancellationToken ct)
    {
        if (Known(serial) is { } key) return key;
        if (download is null || serial.StartsWith("PUB_KEY_ID_", StringComparison.Ordinal)) return null;
        await Refresh(download).WaitAsync(ct);
        return Known(serial);
    }

    private RsaKey? Known(string serial) =>
        known.TryGetValue(serial, out var found) && found.IsTrustedAt(realTime.GetUtcNow()) ? found.Key : null;

    /// <summary>All who wait share one download.</summary>
    private Task Refresh(Func<CancellationToken, Task<RawAnswer>> ask)
    {
        lock (gate)
        {
            var pause = pending.IsFaulted ? AfterFailure : BetweenDownloads;
            if (!pending.IsCompleted || realTime.GetUtcNow() - lastDownload < pause) return pending;
            lastDownload = realTime.GetUtcNow();
            return pending = Load(ask);
        }
    }

    /// <summary>
    /// The first list cannot be verified beforehand: it is decrypted, and then all of it must be signed by a
    /// certificate found inside, or by a key that was trusted already.
    /// </summary>
    private async Task Load(Func<CancellationToken, Task<RawAnswer>> ask)
    {
        var answer = await ask(CancellationToken.None);
        if (answer.Status != 200) throw new HttpRequestException($"Platform certificates: HTTP {answer.Status}.");

        var found = PlatformCertificates.Read(apiV3Key, answer.Body);
        var serial = answer.Headers.Serial ?? "";
        var signedBy = Known(serial) ?? found.FirstOrDefault(key => key.Serial == serial)?.Key;
        var verdict = signedBy is null
            ? SignatureVerdict.UnknownKey
            : WeChatPayVerifier.Verify(answer.Headers, answer.Body, signedBy, realTime.GetUtcNow());
        if (verdict != SignatureVerdict.Valid)
            throw new CryptographicException($"The list of platform certificates does not count: {verdict}.");
        foreach (var fresh in found) known = known.SetItem(fresh.Serial, fresh);
    }
}

/// <summary>
/// One key of WeChat Pay. A fixed public key has no end; a certificate counts only between its two times.
/// </summary>
internal sealed record PlatformKey(string Serial, RsaKey Key, DateTimeOffset? From = null, DateTimeOffset? Until = null)
{
    public bool IsTrustedAt(DateTimeOffset now) => (From is null || From <= now) && (Until is null || now < Until);
}
