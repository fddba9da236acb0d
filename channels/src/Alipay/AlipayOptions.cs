namespace Channels.Alipay;

/// <summary>
/// Settings of Alipay (section <c>Alipay</c>). One entry of <see cref="Merchants"/> per application (app_id) that we
/// refund by. All mistakes are reported together when the process starts.
/// </summary>
public sealed record AlipayOptions
{
    /// <summary>Where the gateway lives; <c>/gateway.do</c> is below it. Default https://openapi.alipay.com.</summary>
    public Uri BaseUrl { get; init; } = new("https://openapi.alipay.com");

    /// <summary>How long one call may take before its outcome is unknown. Default 10 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long fetching one bill may take, download included. Default 5 min; a link itself lives for 30 s.
    /// </summary>
    public TimeSpan BillTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A bill that is larger, packed or unpacked, is broken: more than any day has. Default 4 GiB.</summary>
    public long LargestBillBytes { get; init; } = 4L * 1024 * 1024 * 1024;

    /// <summary>By app_id.</summary>
    public Dictionary<string, AlipayMerchantOptions> Merchants { get; init; } = [];
}
