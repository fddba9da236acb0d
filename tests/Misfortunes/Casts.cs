using Simulators;
using Simulators.Misfortunes;

namespace Misfortunes.Tests;

/// <summary>The channels, each with its simulator's test keys.</summary>
internal static class Casts
{
    private static readonly Lazy<JsonElement> Keys = new(() =>
    {
        using var stream = typeof(SimulatorApp).Assembly.GetManifestResourceStream("test-keys.json")!;
        return JsonDocument.Parse(stream).RootElement;
    });

    public static Cast WeChatPay { get; } = new(
        "wechat", "1900099901",
        address => new Dictionary<string, string?>
        {
            ["WeChatPay:BaseUrl"] = address,
            ["WeChatPay:NotifyUrl"] = "http://us/notify/wechat/{mchid}",
            ["WeChatPay:Merchants:1900099901:CertificateSerial"] = Key("merchantSerial"),
            ["WeChatPay:Merchants:1900099901:PrivateKey"] = Key("merchantPrivateKey"),
            ["WeChatPay:Merchants:1900099901:ApiV3Key"] = Key("apiV3Key"),
        },
        ["--WeChatPay:Budgets=false", "--WeChatPay:Spacing=false"],
        Cast.AnyCall,
        [
            null, MisfortuneKind.NotEnough, MisfortuneKind.AccountAbnormal, MisfortuneKind.Abnormal, MisfortuneKind.Closed,
            MisfortuneKind.ToMerchant, MisfortuneKind.LateSuccess, MisfortuneKind.DuplicateNotices,
            MisfortuneKind.LateNotice, MisfortuneKind.NoNotice,
        ]);

    public static Cast BestPay { get; } = new(
        "bestpay", "3178000000000001",
        address => new Dictionary<string, string?>
        {
            ["BestPay:BaseUrl"] = address,
            ["BestPay:NotifyUrl"] = "http://us/notify/bestpay/{merchantNo}",
            ["BestPay:BillUrl"] = address + "/bestpay/files/{merchantNo}/{day}.csv",
            ["BestPay:ContractCodes:REFUND_NOT_EXIST"] = "NotFound",
            ["BestPay:ContractCodes:PAYER_ACCOUNT_ABNORMAL"] = "Final",
            ["BestPay:ContractCodes:BALANCE_NOT_ENOUGH"] = "Funds",
            ["BestPay:Merchants:3178000000000001:PrivateKey"] = Key("merchantPrivateKey"),
            ["BestPay:Merchants:3178000000000001:PlatformKey"] = Key("platformPublicKey"),
        },
        [],
        Cast.AnyCall,
        [
            null, MisfortuneKind.NotEnough, MisfortuneKind.AccountAbnormal, MisfortuneKind.ProvisionalFail,
            MisfortuneKind.SilentSuccess, MisfortuneKind.LateSuccess, MisfortuneKind.DuplicateNotices,
            MisfortuneKind.LateNotice, MisfortuneKind.NoNotice, MisfortuneKind.MissingInBill,
        ]);

    public static Cast UnionPay { get; } = new(
        "unionpay", "777290058110048",
        address => new Dictionary<string, string?>
        {
            ["UnionPay:BaseUrl"] = address,
            ["UnionPay:FileUrl"] = address + "/unionpay/files",
            ["UnionPay:NotifyUrl"] = "http://us/notify/unionpay/{merId}",
            ["UnionPay:TrustedRoots:0"] = Key("platformCertificate"),
            ["UnionPay:TrustedName"] = "test-platform",
            ["UnionPay:Merchants:777290058110048:CertId"] = "464389378319535425530970086054627680253797054689",
            ["UnionPay:Merchants:777290058110048:PrivateKey"] = Key("merchantPrivateKey"),
        },
        [],
        Cast.AnyCall,
        [
            null, MisfortuneKind.AccountAbnormal, MisfortuneKind.StaysOpen, MisfortuneKind.LateSuccess,
            MisfortuneKind.DuplicateNotices, MisfortuneKind.LateNotice, MisfortuneKind.NoNotice,
        ]);

    public static Cast Alipay { get; } = new(
        "alipay", "2021000000000001",
        address => new Dictionary<string, string?>
        {
            ["Alipay:BaseUrl"] = address,
            ["Alipay:Merchants:2021000000000001:PrivateKey"] = Key("merchantPrivateKey"),
            ["Alipay:Merchants:2021000000000001:AlipayPublicKeys:0"] = Key("platformPublicKey"),
        },
        ["--Alipay:MessageUrl=http://us/notify/alipay/{appid}"],
        Cast.AnyCall,
        [
            null, MisfortuneKind.NotEnough, MisfortuneKind.AccountAbnormal, MisfortuneKind.NothingMoved,
            MisfortuneKind.DepositBackFailed, MisfortuneKind.LateSuccess,
        ]);

    /// <summary>Refunds go there in the hands of people: no calls, and no notices.</summary>
    public static Cast BankPortal { get; } = new(
        "bank-portal", "104310000001",
        address => new Dictionary<string, string?>
        {
            ["BankPortal:BaseUrl"] = address + "/bank-portal",
            ["BankPortal:PrivateKey"] = Key("merchantPrivateKey"),
            ["BankPortal:BankKey"] = Key("platformPublicKey"),
        },
        [],
        [null],
        [
            null, MisfortuneKind.NotEnough, MisfortuneKind.AccountAbnormal, MisfortuneKind.Closed,
            MisfortuneKind.LateSuccess, MisfortuneKind.MissingInBill, MisfortuneKind.WrongAmountInBill,
        ]);

    private static string Key(string name) => Keys.Value.GetProperty(name).GetString()!;
}
