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

    /// <summary>Checks one message; may fetch certificates when the serial is new.</summary>
    public async ValueTask<SignatureVerdict> Verify(WeChatPayHeaders headers, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        if (Precheck(headers, out var signature) is { } refusal) return refusal;
        var key = await keys.Find(headers.Serial!, ct);
        return key is null ? SignatureVerdict.UnknownKey : Check(headers, body.Span, signature, key);
    }

    /// <summary>The same with a key at hand: the first download of certificates is checked with what it contains.</summary>
    public SignatureVerdict Verify(WeChatPayHeaders headers, ReadOnlySpan<byte> body, RsaKey key) =>
        Precheck(headers, out var signature) ?? Check(headers, body, signature, key);

    private SignatureVerdict? Precheck(WeChatPayHeaders headers, out byte[] signature)
    {
        signature = [];
        if (headers is not { Timestamp: { } time, Nonce: { Length: > 0 }, Signature: { } text, Serial: { Length: > 0 } })
            return SignatureVerdict.Incomplete;
        if (text.StartsWith("WECHATPAY/SIGNTEST/", StringComparison.Ordinal)) return SignatureVerdict.Probe;
        if (!long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return SignatureVerdict.Incomplete;
        if (Math.Abs(realTime.GetUtcNow().ToUnixTimeSeconds() - seconds) >= ToleratedSeconds) return SignatureVerdict.Stale;

        var buffer = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, buffer, out var length)) return SignatureVerdict.Wrong;
        signature = buffer[..length];
        return null;
    }

    private static SignatureVerdict Check(WeChatPayHeaders headers, ReadOnlySpan<byte> body, byte[] signature, RsaKey key) =>
        key.Verify([.. Encoding.UTF8.GetBytes($"{headers.Timestamp}\n{headers.Nonce}\n"), .. body, (byte)'\n'], signature)
            ? SignatureVerdict.Valid
            : SignatureVerdict.Wrong;
}
