namespace Channels.WeChatPay;

/// <summary>The four headers by which WeChat Pay signs an answer or a notice; null where one is absent.</summary>
internal sealed record WeChatPayHeaders(string? Timestamp, string? Nonce, string? Signature, string? Serial)
{
    /// <summary>Reads them through any header look-up that answers null for an absent header.</summary>
    public static WeChatPayHeaders From(Func<string, string?> header) => new(
        header("Wechatpay-Timestamp"), header("Wechatpay-Nonce"),
        header("Wechatpay-Signature"), header("Wechatpay-Serial"));

    internal static WeChatPayHeaders From(HttpResponseMessage response) =>
        From(name => response.Headers.TryGetValues(name, out var values) ? values.First() : null);
}
