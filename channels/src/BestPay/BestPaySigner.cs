using System.Text;

namespace Channels.BestPay;

/// <summary>Signs requests of one merchant number: SHA256withRSA, Base64, as the member <c>sign</c>.</summary>
internal sealed class BestPaySigner(RsaKey key)
{
    /// <summary>A composed body with its signature as the last member.</summary>
    /// <exception cref="JsonException">The body is none of <see cref="RefundBody"/>'s.</exception>
    public byte[] Sign(byte[] body)
    {
        using var message = JsonDocument.Parse(body);
        var text = SignedText.Of(message.RootElement)
            ?? throw new JsonException("A value holds '&', which the channel's signature cannot carry.");
        return [.. body.AsSpan(0, body.Length - 1), .. Encoding.UTF8.GetBytes($",\"sign\":\"{Sign(text)}\"}}")];
    }

    public string Sign(string text) => Convert.ToBase64String(key.Sign(Encoding.UTF8.GetBytes(text)));
}
