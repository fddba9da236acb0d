namespace Channels.BestPay;

/// <summary>
/// Settings of BestPay (section <c>BestPay</c>). One entry of <see cref="Merchants"/> per merchant number (merchantNo)
/// that we refund for. All mistakes are reported together when the process starts.
/// </summary>
public sealed record BestPayOptions
{
    /// <summary>Where the channel lives.</summary>
    public Uri BaseUrl { get; init; } = new("https://mapi.bestpay.com.cn");

    /// <summary>How long one call may take before its outcome is unknown. Default 10 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Where refund notices shall go; <c>{merchantNo}</c> in it becomes the merchant number, which tells the receiver
    /// whose key verifies. Without it no notice comes.
    /// </summary>
    public string? NotifyUrl { get; init; }

    /// <summary>
    /// The hash under the channel's signatures. Default <see cref="BestPayHash.Either"/>: the vendor's examples and the
    /// clients in the field disagree.
    /// </summary>
    public BestPayHash AnswerHash { get; init; } = BestPayHash.Either;

    /// <summary>
    /// So many days around a refund's request the query looks (S27); outside of them "not found" says nothing. The same
    /// number stands in the rulebook (queryWithinDays). Default 1.
    /// </summary>
    public int QueryWindowDays { get; init; } = 1;

    /// <summary>
    /// What the merchant's contract says of error codes: the channel publishes no list. Default none; a code that stands
    /// neither here nor in <see cref="BestPayCodes"/> is unknown.
    /// </summary>
    public Dictionary<string, BestPayMeaning> ContractCodes { get; init; } = [];

    /// <summary>
    /// Where the refunds of a day lie as a file in our own format (README), with <c>{merchantNo}</c> and <c>{day}</c>
    /// (yyyy-MM-dd) in it. The channel publishes none; without an address there is never a file.
    /// </summary>
    public string? BillUrl { get; init; }

    /// <summary>How long fetching one file may take. Default 1 min.</summary>
    public TimeSpan BillTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>By merchantNo.</summary>
    public Dictionary<string, BestPayMerchantOptions> Merchants { get; init; } = [];
}
