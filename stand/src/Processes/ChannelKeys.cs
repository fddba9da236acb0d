using Stand.Infrastructure;

namespace Stand.Processes;

/// <summary>
/// What the refund center and reconciliation need of the simulated channels: addresses and the test keys, for the merchant
/// numbers that runs use.
/// </summary>
internal static class ChannelKeys
{
    /// <summary>UnionPay names the signing certificate by its serial number in decimal.</summary>
    private const string MerchantCertId = "464389378319535425530970086054627680253797054689";

    private static readonly string[] WeChatPayMerchants = ["1900099901", "1900099902", "1900099903", "1900099904"];
    private const string AlipayMerchant = "2021000000000001";
    private const string BestPayMerchant = "3178000000000001";
    private const string UnionPayMerchant = "777290058110048";

    private static readonly Lazy<JsonElement> Keys = new(() => JsonDocument.Parse(
        File.ReadAllText(Path.Combine(Checkout.Root, "simulators", "src", "Keys", "test-keys.json"))).RootElement);

    public static string Key(string name) => Keys.Value.GetProperty(name).GetString()!;

    /// <param name="simulators">Where the channels are.</param>
    /// <param name="gateway">Where their notices go; null for a service that gets none.</param>
    public static IEnumerable<KeyValuePair<string, string?>> Of(string simulators, string? gateway) =>
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
        foreach (var mchid in WeChatPayMerchants)
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
        new($"BestPay__Merchants__{BestPayMerchant}__PrivateKey", Key("merchantPrivateKey")),
        new($"BestPay__Merchants__{BestPayMerchant}__PlatformKey", Key("platformPublicKey")),
    ];

    private static IEnumerable<KeyValuePair<string, string?>> UnionPay(string simulators) =>
    [
        new("UnionPay__BaseUrl", simulators),
        new("UnionPay__FileUrl", simulators + "/unionpay/files"),
        new("UnionPay__TrustedRoots__0", Key("platformCertificate")),
        new("UnionPay__TrustedName", "test-platform"),
        new($"UnionPay__Merchants__{UnionPayMerchant}__CertId", MerchantCertId),
        new($"UnionPay__Merchants__{UnionPayMerchant}__PrivateKey", Key("merchantPrivateKey")),
    ];

    private static IEnumerable<KeyValuePair<string, string?>> Alipay(string simulators) =>
    [
        new("Alipay__BaseUrl", simulators),
        new($"Alipay__Merchants__{AlipayMerchant}__PrivateKey", Key("merchantPrivateKey")),
        new($"Alipay__Merchants__{AlipayMerchant}__AlipayPublicKeys__0", Key("platformPublicKey")),
    ];

    /// <summary>Of its daily files only: refunds go there in the hands of staff.</summary>
    private static IEnumerable<KeyValuePair<string, string?>> BankPortal(string simulators) =>
    [
        new("BankPortal__BaseUrl", simulators + "/bank-portal"),
        new("BankPortal__PrivateKey", Key("merchantPrivateKey")),
        new("BankPortal__BankKey", Key("platformPublicKey")),
    ];
}
