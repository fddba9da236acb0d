namespace Simulators.Keys;

/// <summary>
/// The keys of <c>test-keys.json</c>: merchants without keys of their own are served with the merchant's, and every
/// channel and bank signs with the platform's.
/// </summary>
internal sealed record TestKeys(
    string MerchantSerial, string MerchantPublicKey, string MerchantCertificate, string PlatformSerial, string PlatformPrivateKey,
    string PlatformCertificate, string PlatformPublicKeyId, string ApiV3Key)
{
    public static TestKeys Read()
    {
        using var stream = typeof(TestKeys).Assembly.GetManifestResourceStream("test-keys.json")!;
        return JsonSerializer.Deserialize<TestKeys>(stream, JsonSerializerOptions.Web)!;
    }
}
