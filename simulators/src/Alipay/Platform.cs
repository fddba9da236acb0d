using System.Security.Cryptography;
using System.Text;
using Simulators.Keys;

namespace Simulators.Alipay;

/// <summary>Alipay's own key, and how parameters are written for signing.</summary>
internal sealed class Platform(TestKeys keys)
{
    private readonly PooledRsa privateKey = PooledRsa.Private(keys.PlatformPrivateKey);

    /// <summary>Base64.</summary>
    public string Sign(byte[] message) => Convert.ToBase64String(privateKey.Use(rsa =>
        rsa.SignData(message, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));

    /// <summary>Sorted by name, without empty ones and the ones left out.</summary>
    public static string StringToSign(IEnumerable<KeyValuePair<string, string>> parameters, params string[] without) =>
        string.Join('&', parameters
            .Where(pair => pair.Value.Length > 0 && !without.Contains(pair.Key))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key}={pair.Value}"));

    /// <summary>The name of the inner object of an answer.</summary>
    public static byte[] NodeName(string method) =>
        Encoding.UTF8.GetBytes(method.Length == 0 ? "error_response" : $"{method.Replace('.', '_')}_response");
}
