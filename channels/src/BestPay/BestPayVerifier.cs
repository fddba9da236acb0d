using System.Security.Cryptography;
using System.Text;

namespace Channels.BestPay;

/// <summary>Opens answers and notices of the channel, if it signed them.</summary>
internal sealed class BestPayVerifier(RsaKey key, BestPayHash hash)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>The message, or null when its signature is missing or does not fit.</summary>
    /// <exception cref="JsonException">It is no JSON object, or a member stands in it twice.</exception>
    public SignedMessage? Open(ReadOnlyMemory<byte> bytes)
    {
        using var document = JsonDocument.Parse(bytes, Strict);
        var message = document.RootElement;
        return SignedText.Of(message) is { } text && message.TryGetProperty(SignedText.Signature, out var signature)
            && signature.ValueKind == JsonValueKind.String && Fits(text, signature.GetString()!)
                ? new SignedMessage(text, message.Clone())
                : null;
    }

    private bool Fits(string text, string signature)
    {
        var buffer = new byte[signature.Length];
        if (!Convert.TryFromBase64String(signature, buffer, out var length)) return false;
        var data = Encoding.UTF8.GetBytes(text);
        var signed = buffer.AsSpan(0, length);
        return (hash != BestPayHash.Sha1 && key.Verify(data, signed))
            || (hash != BestPayHash.Sha256 && key.Verify(data, signed, HashAlgorithmName.SHA1));
    }
}

/// <summary>A message that the channel really sent, and the text that it signed.</summary>
internal sealed record SignedMessage(string Text, JsonElement Content);
