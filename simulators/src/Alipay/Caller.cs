using System.Globalization;
using System.Text;

namespace Simulators.Alipay;

/// <summary>Who calls: checks the common parameters and the signature over all of them.</summary>
internal static class Caller
{
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    /// <summary>More than any clock is wrong.</summary>
    private static readonly TimeSpan Tolerated = TimeSpan.FromHours(24);

    /// <summary>The application, or the error that the gateway answers.</summary>
    public static (Merchant? Merchant, Answer? Refusal) Identify(
        MerchantBook merchants, Dictionary<string, string> parameters)
    {
        string Value(string name) => parameters.GetValueOrDefault(name, "");

        if (Value("method").Length == 0) return (null, Answer.Error("40001", "isv.missing-method", "缺少方法名参数"));
        if (merchants.Find(Value("app_id")) is not { } merchant)
            return (null, Answer.Error("40002", "isv.invalid-app-id", "无效的AppID参数"));
        if (Value("sign_type") != "RSA2")
            return (null, Answer.Error("40002", "isv.invalid-signature-type", "无效的签名类型"));
        if (!Value("charset").Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            return (null, Answer.Error("40002", "isv.invalid-charset", "字符集错误"));
        if (!IsNow(Value("timestamp"))) return (null, Answer.Error("40002", "isv.invalid-timestamp", "非法的时间戳参数"));

        var message = Platform.StringToSign(parameters, "sign");
        var signature = new byte[1024];
        return Convert.TryFromBase64String(Value("sign"), signature, out var length)
            && merchant.Signed(Encoding.UTF8.GetBytes(message), signature[..length])
                ? (merchant, null)
                : (null, Answer.Error("40002", "isv.invalid-signature", $"验签出错，建议检查签名字符串: {message}"));
    }

    private static bool IsNow(string timestamp) =>
        DateTime.TryParseExact(
            timestamp, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
        && (TimeProvider.System.GetUtcNow() - new DateTimeOffset(time, Beijing)).Duration() < Tolerated;
}
