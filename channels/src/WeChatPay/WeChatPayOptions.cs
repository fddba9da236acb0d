namespace Channels.WeChatPay;

/// <summary>
/// Settings of WeChat Pay (section <c>WeChatPay</c>). One entry of <see cref="Merchants"/> per merchant number
/// (mchid) that we refund for. All mistakes are reported together when the process starts.
/// </summary>
public sealed record WeChatPayOptions
{
    /// <summary>Where the channel lives; its stand-in region is <c>https://api2.mch.weixin.qq.com</c>.</summary>
    public Uri BaseUrl { get; init; } = new("https://api.mch.weixin.qq.com");

    /// <summary>How long one call may take before its outcome is unknown. Default 10 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long fetching one bill may take, download included. Default 5 min (the link's life).</summary>
    public TimeSpan BillTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Where refund notices shall go; <c>{mchid}</c> in it becomes the merchant number, which tells the receiver
    /// whose key decrypts. Without it the console setting of the merchant counts, and often there is none (S10).
    /// </summary>
    public string? NotifyUrl { get; init; }

    /// <summary>By mchid.</summary>
    public Dictionary<string, WeChatPayMerchantOptions> Merchants { get; init; } = [];
}
