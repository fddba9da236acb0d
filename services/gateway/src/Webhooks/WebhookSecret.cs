using System.Security.Cryptography;

namespace Gateway.Webhooks;

/// <summary>A symmetric secret of Standard Webhooks: 32 random bytes, shown as <c>whsec_</c> and base64.</summary>
public static class WebhookSecret
{
    private const string Prefix = "whsec_";
    private const int Size = 32;

    public static byte[] Make() => RandomNumberGenerator.GetBytes(Size);

    public static string Show(byte[] secret) => Prefix + Convert.ToBase64String(secret);
}
