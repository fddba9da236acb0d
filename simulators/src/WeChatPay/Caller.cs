using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Features;

namespace Simulators.WeChatPay;

/// <summary>Who calls: checks the Authorization header over exactly what came over the line.</summary>
internal static partial class Caller
{
    private const long ToleratedSeconds = 300;

    /// <summary>The merchant, or the error that the channel answers.</summary>
    public static (Merchant? Merchant, Answer? Refusal) Identify(MerchantBook merchants, HttpContext http, byte[] body)
    {
        var header = Header().Match(http.Request.Headers.Authorization.ToString());
        if (!header.Success) return (null, SignError("Authorization 头缺失或格式错误"));
        var pairs = Pair().Matches(header.Groups[1].Value).ToLookup(x => x.Groups[1].Value, x => x.Groups[2].Value);
        string Value(string name) => pairs[name].SingleOrDefault() ?? "";

        if (merchants.Find(Value("mchid")) is not { } merchant)
            return (null, Answer.Error(404, "MCH_NOT_EXISTS", "商户号不存在"));
        if (Value("serial_no") != merchant.CertificateSerial) return (null, SignError("证书序列号不正确"));
        if (!long.TryParse(Value("timestamp"), NumberStyles.None, CultureInfo.InvariantCulture, out var time)
            || Math.Abs(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - time) >= ToleratedSeconds)
            return (null, SignError("请求时间戳已过期"));

        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        byte[] message =
        [
            .. Encoding.UTF8.GetBytes($"{http.Request.Method}\n{target}\n{Value("timestamp")}\n{Value("nonce_str")}\n"),
            .. body, (byte)'\n',
        ];
        var signature = new byte[1024];
        return Convert.TryFromBase64String(Value("signature"), signature, out var length)
            && merchant.Signed(message, signature[..length])
                ? (merchant, null)
                : (null, SignError("验签失败"));
    }

    private static Answer SignError(string why) => Answer.Error(401, "SIGN_ERROR", why);

    [GeneratedRegex("^WECHATPAY2-SHA256-RSA2048 (.+)$")]
    private static partial Regex Header();

    [GeneratedRegex("([a-z_]+)=\"([^\"]*)\"")]
    private static partial Regex Pair();
}
