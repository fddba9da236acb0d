using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Channels.WeChatPay;
using Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Channels.Tests.WeChatPay;

/// <summary>The channel with the test keys, and a server side that signs with the platform's.</summary>
internal static class WeChatPayKit
{
    public const string PublicKeyId = "PUB_KEY_ID_0119000999010000000000000000000001";

    public static string MchId => Vectors.Text("mchid");

    public static ChannelRefund Order { get; } = new(
        MchId, "R20231115000001", null, "4200000000202311150000000001", new Money(880, "CNY"), new Money(1000, "CNY"),
        "商品已售完");

    public static Dictionary<string, string?> Settings(Uri? address = null) => new()
    {
        ["BaseUrl"] = (address ?? new Uri("http://127.0.0.1:9")).ToString(),
        ["NotifyUrl"] = "https://pay.example.com/notify/wechat/refund",
        [$"Merchants:{MchId}:CertificateSerial"] = Vectors.Text("merchantSerial"),
        [$"Merchants:{MchId}:PrivateKey"] = Vectors.Key("merchantPrivateKeyPkcs8Base64"),
        [$"Merchants:{MchId}:ApiV3Key"] = Vectors.Text("apiV3Key"),
        [$"Merchants:{MchId}:FundsAccount"] = "AVAILABLE",
        [$"Merchants:{MchId}:PlatformKeys:{PublicKeyId}"] = Vectors.Key("platformPublicKey"),
        [$"Merchants:{MchId}:PlatformKeys:{Vectors.Text("platformSerial")}"] = Vectors.Key("platformCertificate"),
    };

    public static ServiceProvider Services(Dictionary<string, string?> settings) =>
        new ServiceCollection()
            .AddWeChatPay(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider();

    /// <summary>Notices as they would be read at that time.</summary>
    public static INoticeSource NoticesAt(DateTimeOffset time)
    {
        var services = Services(Settings());
        return new WeChatPayNotices(new WeChatPayMerchants(
            services.GetRequiredService<IOptions<WeChatPayOptions>>(),
            services.GetRequiredService<WeChatPayTransport>(), new FixedTime(time)));
    }

    public static Func<string, string?> LookUp(WeChatPayHeaders headers) => name => name switch
    {
        "Wechatpay-Timestamp" => headers.Timestamp,
        "Wechatpay-Nonce" => headers.Nonce,
        "Wechatpay-Signature" => headers.Signature,
        "Wechatpay-Serial" => headers.Serial,
        _ => null,
    };

    public static Task Answer(HttpContext http, int status, string body, bool sign = true, string? serial = null) =>
        Answer(http, status, body, sign ? Sign(body) : null, serial);

    public static async Task Answer(HttpContext http, int status, string body, string? signature, string? serial)
    {
        http.Response.StatusCode = status;
        if (signature is not null)
        {
            var parts = signature.Split('|');
            http.Response.Headers["Wechatpay-Timestamp"] = parts[0];
            http.Response.Headers["Wechatpay-Nonce"] = parts[1];
            http.Response.Headers["Wechatpay-Signature"] = parts[2];
            http.Response.Headers["Wechatpay-Serial"] = serial ?? Vectors.Text("platformSerial");
        }
        await http.Response.WriteAsync(body);
    }

    /// <summary>time|nonce|signature, by the platform, for now.</summary>
    public static string Sign(string body)
    {
        var time = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(Convert.FromBase64String(Vectors.Key("platformPrivateKeyPkcs8Base64")), out _);
        var message = Encoding.UTF8.GetBytes($"{time}\nn0nce\n{body}\n");
        return $"{time}|n0nce|" +
            Convert.ToBase64String(rsa.SignData(message, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    /// <summary>The refund object of the order, with what a test changes.</summary>
    public static string Refund(string status = "SUCCESS", Action<Dictionary<string, object?>>? change = null)
    {
        Dictionary<string, object?> refund = new()
        {
            ["refund_id"] = "50300000002023111500000000001",
            ["out_refund_no"] = Order.No,
            ["transaction_id"] = Order.ChannelPaymentNo,
            ["channel"] = "ORIGINAL",
            ["user_received_account"] = "招商银行借记卡1234",
            ["success_time"] = "2023-11-15T06:15:02+08:00",
            ["status"] = status,
            ["amount"] = Amount(),
        };
        change?.Invoke(refund);
        return JsonSerializer.Serialize(refund);
    }

    public static Dictionary<string, object?> Amount(
        long refund = 880, long total = 1000, long payer = 880, long settlement = 880, string currency = "CNY") => new()
        {
            ["total"] = total,
            ["refund"] = refund,
            ["payer_total"] = 1000,
            ["payer_refund"] = payer,
            ["settlement_refund"] = settlement,
            ["currency"] = currency,
        };
}
