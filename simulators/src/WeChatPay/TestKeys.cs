namespace Simulators.WeChatPay;

/// <summary>The keys of <c>test-keys.json</c>, with which merchants without keys of their own are served.</summary>
internal sealed record TestKeys(
    string MerchantSerial, string MerchantPublicKey, string PlatformSerial, string PlatformPrivateKey,
    string PlatformCertificate, string PlatformPublicKeyId, string ApiV3Key)
{
    public static TestKeys Read()
    {
        using var stream = typeof(TestKeys).Assembly.GetManifestResourceStream("test-keys.json")!;
        return JsonSerializer.Deserialize<TestKeys>(stream, JsonSerializerOptions.Web)!;
    }
}
