using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Channels.WeChatPay;

/// <summary>
/// Finds every mistake of the section at once, so that a wrong setting stops the process and not a refund.
/// </summary>
internal sealed class WeChatPayOptionsValidator : IValidateOptions<WeChatPayOptions>
{
    public ValidateOptionsResult Validate(string? name, WeChatPayOptions options)
    {
        List<string> errors = [];
        if (!options.BaseUrl.IsAbsoluteUri || options.BaseUrl.Scheme is not ("https" or "http"))
            errors.Add("WeChatPay:BaseUrl is no absolute http address.");
        if (options.Timeout <= TimeSpan.Zero) errors.Add("WeChatPay:Timeout is not positive.");
        if (options.BillTimeout <= TimeSpan.Zero) errors.Add("WeChatPay:BillTimeout is not positive.");
        if (options.NotifyUrl is { } url && (url.Contains('?') || !Uri.TryCreate(url, UriKind.Absolute, out _)))
            errors.Add("WeChatPay:NotifyUrl is no absolute address without a query string.");

        foreach (var (mchId, merchant) in options.Merchants) Validate(mchId, merchant, errors);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void Validate(string mchId, WeChatPayMerchantOptions merchant, List<string> errors)
    {
        var at = $"WeChatPay:Merchants:{mchId}";
        if (merchant.CertificateSerial.Length == 0) errors.Add($"{at}:CertificateSerial is missing.");
        if (merchant.ApiV3Key.Length != 32 || !merchant.ApiV3Key.All(char.IsAscii))
            errors.Add($"{at}:ApiV3Key is not 32 ASCII characters.");
        if (merchant.FundsAccount is not (null or "AVAILABLE" or "UNSETTLED"))
            errors.Add($"{at}:FundsAccount is neither AVAILABLE nor UNSETTLED.");
        if (merchant.PlatformKeys.Count == 0 && !merchant.DownloadCertificates)
            errors.Add($"{at} has no platform key and may not download any.");

        CheckKey($"{at}:PrivateKey", () => RsaKey.FromPrivate(merchant.PrivateKey), errors);
        foreach (var (serial, text) in merchant.PlatformKeys)
            CheckKey($"{at}:PlatformKeys:{serial}", () => RsaKey.FromPublic(text), errors);
    }

    private static void CheckKey(string at, Func<RsaKey> load, List<string> errors)
    {
        try
        {
            load();
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or FormatException or IOException)
        {
            errors.Add($"{at} is no readable RSA key.");
        }
    }
}
