using System.Security.Cryptography;
using System.Text;
using Channels.UnionPay;
using Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.UnionPay;

/// <summary>The channel with the test keys, and a server side that signs with the platform's.</summary>
internal static class UnionPayKit
{
    public const string MerId = "777290058110048";
    public const string QueryId = "732311150613200000028";

    public static ChannelRefund Order { get; } = new(
        MerId, "R20231115000001", null, "732311150601100000018", new Money(880, "CNY"), new Money(1000, "CNY"), "退款")
    {
        NumberedAt = new DateTimeOffset(2023, 11, 14, 22, 13, 20, TimeSpan.Zero),
        PaidAt = new DateTimeOffset(2023, 11, 14, 22, 1, 10, TimeSpan.Zero),
    };

    /// <summary>The test certificate is its own root, and its name is the one that is trusted.</summary>
    public static Dictionary<string, string?> Settings(Uri? address = null) => new()
    {
        ["BaseUrl"] = (address ?? new Uri("http://127.0.0.1:9")).ToString(),
        ["FileUrl"] = new Uri(address ?? new Uri("http://127.0.0.1:9"), "/files").ToString(),
        ["NotifyUrl"] = "https://pay.example.com/notify/unionpay/refund",
        ["TrustedRoots:0"] = Vectors.Key("platformCertificate"),
        ["TrustedName"] = "test-platform",
        [$"Merchants:{MerId}:CertId"] = Vectors.Fields("request.params")["certId"],
        [$"Merchants:{MerId}:PrivateKey"] = Vectors.Key("merchantPrivateKeyPkcs8Base64"),
    };

    public static ServiceProvider Services(Dictionary<string, string?> settings) =>
        new ServiceCollection()
            .AddUnionPay(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider();

    /// <summary>An answer to a refund, with what a test changes.</summary>
    public static Dictionary<string, string> Created(string code = "00") => new(Vectors.Fields("response.params"))
    {
        ["respCode"] = code,
    };

    /// <summary>An answer to a query, with what a test changes.</summary>
    public static Dictionary<string, string> Asked(string origRespCode = "00", string code = "00")
    {
        var fields = Created(code);
        fields.Remove("origQryId");
        fields["txnType"] = "04";
        fields["origRespCode"] = origRespCode;
        fields["origRespMsg"] = "words";
        fields["traceTime"] = "1115061502";
        fields["settleDate"] = "1115";
        return fields;
    }

    /// <summary>Signs with the platform's key, or another one.</summary>
    public static Dictionary<string, string> Sign(
        Dictionary<string, string> fields, string key = "platformPrivateKeyPkcs8Base64")
    {
        var toSign = string.Join('&', fields.Where(x => x.Key != "signature" && x.Value.Length > 0)
            .OrderBy(x => x.Key, StringComparer.Ordinal).Select(x => $"{x.Key}={x.Value}"));
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(toSign)));
        using var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(Convert.FromBase64String(Vectors.Key(key)), out _);
        var signature = rsa.SignData(Encoding.ASCII.GetBytes(digest), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return new(fields) { ["signature"] = Convert.ToBase64String(signature) };
    }

    /// <summary>As the gateway writes it: not URL-encoded.</summary>
    public static string Text(Dictionary<string, string> fields) =>
        string.Join('&', fields.Select(x => $"{x.Key}={x.Value}"));

    /// <summary>As a notice is posted.</summary>
    public static byte[] Form(Dictionary<string, string> fields) => Encoding.ASCII.GetBytes(string.Join(
        '&', fields.Select(x => $"{x.Key}={Uri.EscapeDataString(x.Value).Replace("%20", "+", StringComparison.Ordinal)}")));

    public static Task Answer(HttpContext http, Dictionary<string, string> fields) =>
        http.Response.WriteAsync(Text(Sign(fields)));
}
