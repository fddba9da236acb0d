using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using Channels.BestPay;
using Channels.Tests.WeChatPay;
using Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.BestPay;

/// <summary>The channel with the test keys, and a server side that signs with the platform's.</summary>
internal static class BestPayKit
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string MerchantNo => Vectors.Text("mapi.params.merchantNo");

    public static ChannelRefund Order { get; } = new(
        MerchantNo, "R20231115000001", null, "T20231115000001", new Money(880, "CNY"), new Money(1000, "CNY"), "商品已售完")
    {
        NumberedAt = At("2023-11-15T06:13:20"),
        PaidAt = At("2023-11-15T06:01:10"),
    };

    public static Dictionary<string, string?> Settings(Uri? address = null) => new()
    {
        ["BaseUrl"] = (address ?? new Uri("http://127.0.0.1:9")).ToString(),
        ["NotifyUrl"] = "https://pay.example.com/notify/bestpay/refund",
        ["BillUrl"] = new Uri(address ?? new Uri("http://127.0.0.1:9"), "/files/").ToString() + "{merchantNo}/{day}.csv",
        ["ContractCodes:REFUND_NOT_EXIST"] = "NotFound",
        ["ContractCodes:AMOUNT_EXCEEDED"] = "Final",
        ["ContractCodes:BALANCE_NOT_ENOUGH"] = "Funds",
        ["ContractCodes:NO_RIGHT"] = "Configuration",
        ["ContractCodes:BUSY"] = "SameNumberLater",
        [$"Merchants:{MerchantNo}:PrivateKey"] = Vectors.Key("merchantPrivateKeyPkcs8Base64"),
        [$"Merchants:{MerchantNo}:PlatformKey"] = Vectors.Key("platformCertificate"),
    };

    /// <summary>As seen an hour after the order, unless another time is given.</summary>
    public static ServiceProvider Services(Dictionary<string, string?> settings, DateTimeOffset? now = null) =>
        new ServiceCollection()
            .AddSingleton<TimeProvider>(new FixedTime(now ?? Order.NumberedAt.AddHours(1)))
            .AddBestPay(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider();

    public static DateTimeOffset At(string time) =>
        DateTimeOffset.Parse($"{time}+08:00", CultureInfo.InvariantCulture);

    /// <summary>The refund object of the order in an accepting answer, with what a test changes.</summary>
    public static JsonObject Refund(string status, params (string Name, JsonNode? Value)[] changes)
    {
        JsonObject refund = new()
        {
            ["tradeStatus"] = status,
            ["outTradeNo"] = Order.ChannelPaymentNo,
            ["outRequestNo"] = Order.No,
            ["merchantNo"] = MerchantNo,
            ["tradeNo"] = "2023111500000001",
            ["refundAmt"] = 880,
            ["tradeResultDesc"] = "退款",
            ["refundFinishedDate"] = "2023-11-15 06:15:02",
            ["storeCode"] = null,
        };
        foreach (var (name, value) in changes) refund[name] = value;
        return refund;
    }

    public static JsonObject Success(JsonObject? refund) => new()
    {
        ["success"] = true, ["result"] = refund, ["errorCode"] = null, ["errorMsg"] = null,
    };

    public static JsonObject Error(string? code) => new()
    {
        ["success"] = false, ["result"] = null, ["errorCode"] = code, ["errorMsg"] = "错误",
    };

    public static JsonObject Notice(string status, params (string Name, JsonNode? Value)[] changes)
    {
        JsonObject notice = new()
        {
            ["institutionCode"] = MerchantNo,
            ["merchantNo"] = MerchantNo,
            ["outTradeNo"] = Order.ChannelPaymentNo,
            ["outRefundNo"] = Order.No,
            ["notifyType"] = "REFUND",
            ["totalAmt"] = 1000,
            ["payAmt"] = 1000,
            ["refundAmt"] = 880,
            ["tradeStatus"] = status,
            ["tradeNo"] = "2023111500000001",
            ["payTool"] = "BANK",
            ["refundFinishedDate"] = "2023-11-15 06:15:02",
        };
        foreach (var (name, value) in changes) notice[name] = value;
        return notice;
    }

    /// <summary>The message with the platform's signature, over a text that is put together here by hand.</summary>
    public static byte[] Signed(JsonObject message, HashAlgorithmName? hash = null, string? otherText = null)
    {
        using var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(Convert.FromBase64String(Vectors.Key("platformPrivateKeyPkcs8Base64")), out _);
        var text = Encoding.UTF8.GetBytes(otherText ?? Text(message));
        message["sign"] = Convert.ToBase64String(
            rsa.SignData(text, hash ?? HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        return Encoding.UTF8.GetBytes(message.ToJsonString(Plain));
    }

    public static byte[] Unsigned(JsonObject message) => Encoding.UTF8.GetBytes(message.ToJsonString(Plain));

    public static async Task Answer(HttpContext http, byte[] body, int status = 200)
    {
        http.Response.StatusCode = status;
        await http.Response.Body.WriteAsync(body);
    }

    private static string Text(JsonObject message) => string.Join('&', message
        .OrderBy(member => member.Key, StringComparer.Ordinal)
        .Select(member => $"{member.Key}={member.Value switch
        {
            null => "null",
            JsonObject nested => Sorted(nested).ToJsonString(Plain),
            JsonValue value when value.TryGetValue<string>(out var said) => said,
            var other => other.ToJsonString(Plain),
        }}"));

    private static JsonObject Sorted(JsonObject nested) => new(nested
        .OrderBy(member => member.Key, StringComparer.Ordinal)
        .Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
}
