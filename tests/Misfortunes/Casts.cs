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

    private static string Key(string name) => Keys.Value.GetProperty(name).GetString()!;
}
