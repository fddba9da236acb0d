using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Channels.WeChatPay;

/// <summary>Signs requests of one merchant number (WECHATPAY2-SHA256-RSA2048).</summary>
internal sealed class WeChatPaySigner(string mchId, string certificateSerial, RsaKey key)
{
    /// <summary>
    /// The Authorization header for now, by real time: the channel refuses requests older than five minutes.
    /// </summary>
    public string Authorize(string method, string pathAndQuery, ReadOnlySpan<byte> body)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        return Authorize(method, pathAndQuery, body, new Stamp(now, RandomNumberGenerator.GetHexString(32, true)));
    }

    /// <summary>
    /// The header for a given time and nonce; <paramref name="pathAndQuery"/> percent-encoded exactly as sent.
    /// </summary>
    public string Authorize(string method, string pathAndQuery, ReadOnlySpan<byte> body, Stamp stamp)
    {
        var time = stamp.UnixSeconds.ToString(CultureInfo.InvariantCulture);
        var signature = Convert.ToBase64String(key.Sign(
            [.. Encoding.UTF8.GetBytes($"{method}\n{pathAndQuery}\n{time}\n{stamp.Nonce}\n"), .. body, (byte)'\n']));
        return $"WECHATPAY2-SHA256-RSA2048 mchid=\"{mchId}\",nonce_str=\"{stamp.Nonce}\",timestamp=\"{time}\"," +
            $"serial_no=\"{certificateSerial}\",signature=\"{signature}\"";
    }

    /// <summary>When a request is signed, and its nonce.</summary>
    internal readonly record struct Stamp(long UnixSeconds, string Nonce);
}
