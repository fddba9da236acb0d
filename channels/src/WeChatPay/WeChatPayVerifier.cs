using System.Globalization;
using System.Text;

namespace Channels.WeChatPay;

/// <summary>
/// Checks answers and notices of WeChat Pay over their raw bytes. Time is real time, never the virtual clock:
/// it is compared with the channel's.
/// </summary>
internal sealed class WeChatPayVerifier(PlatformKeys keys, TimeProvider realTime)
{
    /// <summary>A message this old, or this far ahead, does not count.</summary>
    private const long ToleratedSeconds = 300;

    /// <summary>Checks one message; may fetch certificates for a new serial, and throws what that throws.</summary>
    public async ValueTask<SignatureVerdict> Verify(
        WeChatPayHeaders headers, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        if (Precheck(headers, realTime.GetUtcNow(), out var signature) is { } refusal) return refusal;
        var key = await keys.Find(headers.Serial!, ct);
        return key is null ? SignatureVerdict.UnknownKey : Check(headers, body.Span, signature, key);
    }

    /// <summary>The same with a key at hand.</summary>
    public static SignatureVerdict Verify(
        WeChatPayHeaders headers, ReadOnlySpan<byte> body, RsaKey key, DateTimeOffset now) =>
        Precheck(headers, now, out var signature) ?? Check(headers, body, signature, key);

    private static SignatureVerdict? Precheck(WeChatPayHeaders headers, DateTimeOffset now, out byte[] signature)
    {
        signature = [];
        if (headers is not
            { Timestamp: { } time, Nonce: { Length: > 0 }, Signature: { } text, Serial: { Length: > 0 } })
            return SignatureVerdict.Incomplete;
        if (text.StartsWith("WECHATPAY/SIGNTEST/", StringComparison.Ordinal)) return SignatureVerdict.Probe;
        if (!long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return SignatureVerdict.Incomplete;
        if (Math.Abs(now.ToUnixTimeSeconds() - seconds) >= ToleratedSeconds) return SignatureVerdict.Stale;

        var buffer = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, buffer, out var length)) return SignatureVerdict.Wrong;
        signature = buffer[..length];
        return null;
    }

    private static SignatureVerdict Check(
        WeChatPayHeaders headers, ReadOnlySpan<byte> body, byte[] signature, RsaKey key)
    {
        var head = Encoding.UTF8.GetBytes($"{headers.Timestamp}\n{headers.Nonce}\n");
        return key.Verify([.. head, .. body, (byte)'\n'], signature) ? SignatureVerdict.Valid : SignatureVerdict.Wrong;
    }
}
