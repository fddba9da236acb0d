using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Channels.Alipay;
using Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Alipay;

/// <summary>The channel with the test keys, and a gateway that signs with the platform's.</summary>
internal static class AlipayKit
{
    public const string AppId = "2021000000000001";

    private static readonly JsonSerializerOptions Json =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ChannelRefund Order { get; } = new(
        AppId, "R20231115000001", null, "2023111522001400000000000001", new Money(880, "CNY"), new Money(1000, "CNY"),
        "商品已售完");

    public static Dictionary<string, string?> Settings(Uri? address = null) => new()
    {
        ["BaseUrl"] = (address ?? new Uri("http://127.0.0.1:9")).ToString(),
        [$"Merchants:{AppId}:PrivateKey"] = Vectors.Key("merchantPrivateKeyPkcs8Base64"),
        [$"Merchants:{AppId}:AlipayPublicKeys:0"] = Vectors.Key("platformPublicKey"),
    };

    public static Dictionary<string, string?> CertificateSettings(Uri? address = null)
    {
        var settings = Settings(address);
        settings[$"Merchants:{AppId}:AlipayPublicKeys:0"] = Vectors.Key("platformCertificate");
        settings[$"Merchants:{AppId}:AppCertificate"] = Vectors.Key("merchantCertificate");
        settings[$"Merchants:{AppId}:AlipayRootCertificates"] =
            Vectors.Key("platformCertificate") + Vectors.Key("merchantCertificate");
        return settings;
    }

    public static ServiceProvider Services(Dictionary<string, string?> settings) =>
        new ServiceCollection()
            .AddAlipay(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider();

    public static AlipayMerchant Merchant(Dictionary<string, string?>? settings = null) =>
        Services(settings ?? Settings()).GetRequiredService<AlipayMerchants>().Find(AppId)!;

    /// <summary>Answers as the gateway does: the inner object, then the signature over its bytes.</summary>
    public static Task Answer(HttpContext http, object node, string? signature = null, bool sign = true) =>
        Answer(http, JsonSerializer.Serialize(node, Json), signature, sign);

    public static async Task Answer(HttpContext http, string node, string? signature, bool sign = true)
    {
        var name = $"{http.Request.Query["method"].ToString().Replace('.', '_')}_response";
        var rest = sign ? $",\"sign\":\"{signature ?? Sign(node)}\"" : "";
        http.Response.ContentType = "text/html;charset=utf-8";
        await http.Response.WriteAsync($$"""{"{{name}}":{{node}}{{rest}}}""");
    }

    /// <summary>Base64, by the platform.</summary>
    public static string Sign(string text)
    {
        using var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(Convert.FromBase64String(Vectors.Key("platformPrivateKeyPkcs8Base64")), out _);
        return Convert.ToBase64String(
            rsa.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    /// <summary>The answer to the refund of the order, with what a test changes.</summary>
    public static Dictionary<string, object?> Refunded(params (string Name, object? Value)[] changes) => With(new()
    {
        ["code"] = "10000",
        ["msg"] = "Success",
        ["trade_no"] = Order.ChannelPaymentNo,
        ["out_trade_no"] = "T20231115000001",
        ["fund_change"] = "Y",
        ["refund_fee"] = "9.30",                                // an earlier part is in it
        ["gmt_refund_pay"] = "2023-11-15 06:13:21",
        ["refund_detail_item_list"] = Details(("ALIPAYACCOUNT", "8.80")),
        ["send_back_fee"] = "8.80",
    }, changes);

    /// <summary>The answer to the query of the order.</summary>
    public static Dictionary<string, object?> Found(params (string Name, object? Value)[] changes) => With(new()
    {
        ["code"] = "10000",
        ["msg"] = "Success",
        ["trade_no"] = Order.ChannelPaymentNo,
        ["out_trade_no"] = "T20231115000001",
        ["out_request_no"] = Order.No,
        ["total_amount"] = "10.00",
        ["refund_amount"] = "8.80",
        ["refund_status"] = "REFUND_SUCCESS",
        ["gmt_refund_pay"] = "2023-11-15 06:13:21",
    }, changes);

    public static Dictionary<string, object?> Error(string code, string? subCode) => new()
    {
        ["code"] = code, ["msg"] = "Business Failed", ["sub_code"] = subCode, ["sub_msg"] = "m",
    };

    public static object Details(params (string Channel, string Amount)[] items) =>
        items.Select(item => new { fund_channel = item.Channel, amount = item.Amount }).ToArray();

    /// <summary>As the adapter reads it.</summary>
    public static AlipayAnswer Read(Dictionary<string, object?> node) =>
        JsonSerializer.Deserialize(JsonSerializer.Serialize(node), AlipayJson.Default.AlipayAnswer)!;

    /// <summary>The answer and, for a refusal, its kind.</summary>
    public static string Name(ChannelAnswer answer) => answer switch
    {
        ChannelAnswer.Refused refused => $"Refused {refused.Kind}",
        ChannelAnswer.Unknown { IsMismatch: true } => "Unknown, mismatch",
        _ => answer.GetType().Name,
    };

    private static Dictionary<string, object?> With(
        Dictionary<string, object?> node, (string Name, object? Value)[] changes)
    {
        foreach (var (name, value) in changes)
            if (value is null) node.Remove(name);
            else node[name] = value;
        return node;
    }
}
