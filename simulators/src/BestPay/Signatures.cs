using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using Simulators.Keys;

namespace Simulators.BestPay;

/// <summary>
/// Signs what the channel says and checks what merchants say: RSA over the members but <c>sign</c>, sorted, as
/// <c>k=v&amp;k=v</c>; a nested object as its key-sorted JSON, null as the text <c>null</c>.
/// </summary>
internal sealed class Signatures(BestPaySettings settings, TestKeys keys)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly PooledRsa privateKey = PooledRsa.Private(keys.PlatformPrivateKey);
    private int signed;

    /// <summary>The message with its signature, as bytes.</summary>
    public byte[] Sign(JsonObject message, bool wrongly = false)
    {
        var text = Encoding.UTF8.GetBytes(Text(message) + (wrongly ? " " : ""));
        message["sign"] = Convert.ToBase64String(privateKey.Use(rsa =>
            rsa.SignData(text, NextHash(), RSASignaturePadding.Pkcs1)));
        return Encoding.UTF8.GetBytes(message.ToJsonString(Plain));
    }

    /// <summary>Whether this merchant signed it, which is always with SHA-256.</summary>
    public static bool IsBy(Merchant merchant, JsonObject message)
    {
        var text = Encoding.UTF8.GetBytes(Text(message));
        var (sign, signature) = ((string?)message["sign"] ?? "", new byte[1024]);
        return Convert.TryFromBase64String(sign, signature, out var length)
            && merchant.PublicKey.Use(rsa => rsa.VerifyData(
                text, signature[..length], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    private HashAlgorithmName NextHash() => settings.AnswerHash switch
    {
        SigningHash.Sha1 => HashAlgorithmName.SHA1,
        SigningHash.Alternating when Interlocked.Increment(ref signed) % 2 == 0 => HashAlgorithmName.SHA1,
        _ => HashAlgorithmName.SHA256,
    };

    private static string Text(JsonObject message) => string.Join('&', Sorted(message)
        .Where(member => member.Key != "sign")
        .Select(member => $"{member.Key}={Value(member.Value)}"));

    private static string Value(JsonNode? value) => value switch
    {
        null => "null",
        JsonObject nested => new JsonObject(Sorted(nested)
            .Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))).ToJsonString(Plain),
        _ when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => value.ToJsonString(Plain),
    };

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Sorted(JsonObject of) =>
        of.OrderBy(member => member.Key, StringComparer.Ordinal);
}
