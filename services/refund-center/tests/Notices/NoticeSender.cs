using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace RefundCenter.Tests.Notices;

/// <summary>Signs and encrypts refund notices as WeChat Pay does, with keys of its own.</summary>
internal sealed class NoticeSender : IAsyncDisposable
{
    private const string Serial = "PUB_KEY_ID_0000000001";
    private const string ApiV3Key = "0123456789abcdef0123456789abcdef";
    private readonly RSA platform = RSA.Create(2048);
    private readonly RSA merchant = RSA.Create(2048);
    private readonly HttpClient http = new();

    public static NoticeSender Create() => new();

    public Dictionary<string, string?> Settings(string mchId = "1900099901") => new()
    {
        [$"WeChatPay:Merchants:{mchId}:CertificateSerial"] = "5157F09E",
        [$"WeChatPay:Merchants:{mchId}:PrivateKey"] = Convert.ToBase64String(merchant.ExportPkcs8PrivateKey()),
        [$"WeChatPay:Merchants:{mchId}:ApiV3Key"] = ApiV3Key,
        [$"WeChatPay:Merchants:{mchId}:PlatformKeys:{Serial}"] = Convert.ToBase64String(
            platform.ExportSubjectPublicKeyInfo()),
        [$"WeChatPay:Merchants:{mchId}:DownloadCertificates"] = "false",
    };

    public static byte[] Body(string id, string no, string status = "SUCCESS", long amount = 880)
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes(new
        {
            mchid = "1900099901", out_trade_no = "P1", transaction_id = "4200000001", out_refund_no = no,
            refund_id = "W" + no,
            refund_status = status, success_time = "2026-03-02T09:00:00+08:00", user_received_account = "招商银行借记卡1234",
            amount = new { total = 1000, refund = amount, payer_total = 1000, payer_refund = amount },
        });
        var (cipher, tag) = (new byte[plain.Length], new byte[16]);
        using (var aes = new AesGcm(Encoding.ASCII.GetBytes(ApiV3Key), 16))
            aes.Encrypt("123456789012"u8, plain, cipher, tag, "refund"u8);
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            id, create_time = "2026-03-02T09:00:00+08:00", event_type = $"REFUND.{status}", summary = "refund",
            resource_type = "encrypt-resource",
            resource = new
            {
                algorithm = "AEAD_AES_256_GCM", original_type = "refund", nonce = "123456789012",
                associated_data = "refund",
                ciphertext = Convert.ToBase64String([.. cipher, .. tag]),
            },
        });
    }

    public async Task<int> Send(Uri service, byte[] body, bool spoiled = false)
    {
        var time = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signed = Encoding.UTF8.GetBytes($"{time}\nnonce\n").Concat(body).Concat("\n"u8.ToArray()).ToArray();
        var signature = platform.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        if (spoiled) signature[7] ^= 1;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(service, "/notify/wechat/1900099901"))
        {
            Content = new ByteArrayContent(
                body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        request.Headers.Add("Wechatpay-Timestamp", time);
        request.Headers.Add("Wechatpay-Nonce", "nonce");
        request.Headers.Add("Wechatpay-Serial", Serial);
        request.Headers.Add("Wechatpay-Signature", Convert.ToBase64String(signature));
        using var response = await http.SendAsync(request);
        return (int)response.StatusCode;
    }

    public ValueTask DisposeAsync()
    {
        platform.Dispose();
        merchant.Dispose();
        http.Dispose();
        return ValueTask.CompletedTask;
    }
}
