using Stand.Infrastructure;

namespace Stand.Processes;

/// <summary>
/// What the refund center and reconciliation need of the simulated channels: addresses and the test keys, for the merchant
/// numbers that runs use.
/// </summary>
public static class ChannelKeys
{
    /// <summary>UnionPay names the signing certificate by its serial number in decimal.</summary>
    private const string MerchantCertId = "464389378319535425530970086054627680253797054689";

    /// <summary>
    /// The merchant numbers that runs may use, by channel: a channel's rates are those of one number (S6), so that
    /// whoever asks for much needs several.
    /// </summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> MerchantNumbers { get; } =
        new Dictionary<string, IReadOnlyList<string>>
        {
            ["wechat"] = ["1900099901", "1900099902", "1900099903", "1900099904"],
            ["alipay"] = ["2021000000000001", "2021000000000002", "2021000000000003", "2021000000000004"],
            ["bestpay"] = ["3178000000000001", "3178000000000002", "3178000000000003", "3178000000000004"],
            ["unionpay"] = ["777290058110048", "777290058110049", "777290058110050", "777290058110051"],
        };

    private static readonly Lazy<JsonElement> Keys = new(() => JsonDocument.Parse(
        File.ReadAllText(Path.Combine(Checkout.Root, "simulators", "src", "Keys", "test-keys.json"))).RootElement);

    internal static string Key(string name) => Keys.Value.GetProperty(name).GetString()!;

    /// <param name="simulators">Where the channels are.</param>
    /// <param name="gateway">Where their notices go; null for a service that gets none.</param>
    internal static IEnumerable<KeyValuePair<string, string?>> Of(string simulators, string? gateway) =>
    [
        .. Notices("WeChatPay", gateway, "wechat/{mchid}"), .. WeChatPay(simulators),
        .. Notices("BestPay", gateway, "bestpay/{merchantNo}"), .. BestPay(simulators),
        .. Notices("UnionPay", gateway ?? simulators, "unionpay/{merId}"), .. UnionPay(simulators),
        .. Alipay(simulators),
        .. BankPortal(simulators),
    ];

    private static IEnumerable<KeyValuePair<string, string?>> Notices(string section, string? gateway, string address)
    {
        if (gateway is not null) yield return new($"{section}__NotifyUrl", $"{gateway}/notify/{address}");
    }

    private static IEnumerable<KeyValuePair<string, string?>> WeChatPay(string simulators)
    {
        yield return new("WeChatPay__BaseUrl", simulators);
        foreach (var mchid in MerchantNumbers["wechat"])
        {
            yield return new($"WeChatPay__Merchants__{mchid}__CertificateSerial", Key("merchantSerial"));
            yield return new($"WeChatPay__Merchants__{mchid}__PrivateKey", Key("merchantPrivateKey"));
            yield return new($"WeChatPay__Merchants__{mchid}__ApiV3Key", Key("apiV3Key"));
        }
    }

    /// <summary>The channel publishes no codes: these are what its simulator says (simulators/docs/bestpay.md).</summary>
    private static IEnumerable<KeyValuePair<string, string?>> BestPay(string simulators) =>
    [
        new("BestPay__BaseUrl", simulators),
        new("BestPay__BillUrl", simulators + "/bestpay/files/{merchantNo}/{day}.csv"),
        new("BestPay__ContractCodes__REFUND_NOT_EXIST", "NotFound"),
        new("BestPay__ContractCodes__ORDER_NOT_EXIST", "Final"),
        new("BestPay__ContractCodes__REFUND_AMT_EXCEED", "Final"),
        new("BestPay__ContractCodes__REFUND_OVERDUE", "Final"),
        new("BestPay__ContractCodes__PAYER_ACCOUNT_ABNORMAL", "Final"),
        new("BestPay__ContractCodes__BALANCE_NOT_ENOUGH", "Funds"),
        .. EachOf("bestpay", no => new($"BestPay__Merchants__{no}__PrivateKey", Key("merchantPrivateKey"))),
        .. EachOf("bestpay", no => new($"BestPay__Merchants__{no}__PlatformKey", Key("platformPublicKey"))),
    ];

    private static IEnumerable<KeyValuePair<string, string?>> UnionPay(string simulators) =>
    [
        new("UnionPay__BaseUrl", simulators),
        new("UnionPay__FileUrl", simulators + "/unionpay/files"),
        new("UnionPay__TrustedRoots__0", Key("platformCertificate")),
        new("UnionPay__TrustedName", "test-platform"),
        .. EachOf("unionpay", no => new($"UnionPay__Merchants__{no}__CertId", MerchantCertId)),
        .. EachOf("unionpay", no => new($"UnionPay__Merchants__{no}__PrivateKey", Key("merchantPrivateKey"))),
    ];

    private static IEnumerable<KeyValuePair<string, string?>> Alipay(string simulators) =>
    [
        new("Alipay__BaseUrl", simulators),
        .. EachOf("alipay", no => new($"Alipay__Merchants__{no}__PrivateKey", Key("merchantPrivateKey"))),
        .. EachOf("alipay", no => new($"Alipay__Merchants__{no}__AlipayPublicKeys__0", Key("platformPublicKey"))),
    ];

    /// <summary>Of its daily files only: refunds go there in the hands of staff.</summary>
    private static IEnumerable<KeyValuePair<string, string?>> BankPortal(string simulators) =>
    [
        new("BankPortal__BaseUrl", simulators + "/bank-portal"),
        new("BankPortal__PrivateKey", Key("merchantPrivateKey")),
        new("BankPortal__BankKey", Key("platformPublicKey")),
    ];

    private static IEnumerable<KeyValuePair<string, string?>> EachOf(
        string channel, Func<string, KeyValuePair<string, string?>> setting) => MerchantNumbers[channel].Select(setting);
}
