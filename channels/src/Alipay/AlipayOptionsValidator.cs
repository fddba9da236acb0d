using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Channels.Alipay;

/// <summary>
/// Finds every mistake of the section at once, so that a wrong setting stops the process and not a refund.
/// </summary>
internal sealed class AlipayOptionsValidator : IValidateOptions<AlipayOptions>
{
    /// <summary>The gateway's limit for app_id.</summary>
    private const int LongestAppId = 32;

    public ValidateOptionsResult Validate(string? name, AlipayOptions options)
    {
        List<string> errors = [];
        if (!options.BaseUrl.IsAbsoluteUri || options.BaseUrl.Scheme is not ("https" or "http"))
            errors.Add("Alipay:BaseUrl is no absolute http address.");
        if (options.Timeout <= TimeSpan.Zero) errors.Add("Alipay:Timeout is not positive.");
        if (options.BillTimeout <= TimeSpan.Zero) errors.Add("Alipay:BillTimeout is not positive.");
        if (options.LargestBillBytes <= 0) errors.Add("Alipay:LargestBillBytes is not positive.");

        foreach (var (appId, merchant) in options.Merchants) Validate(appId, merchant, errors);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void Validate(string appId, AlipayMerchantOptions merchant, List<string> errors)
    {
        var at = $"Alipay:Merchants:{appId}";
        if (appId.Length > LongestAppId || !appId.All(char.IsAsciiDigit)) errors.Add($"{at} is no app_id.");
        if (merchant.AlipayPublicKeys.Count == 0) errors.Add($"{at}:AlipayPublicKeys is empty.");
        if (merchant.AppCertificate is null != merchant.AlipayRootCertificates is null)
            errors.Add($"{at} has one of AppCertificate and AlipayRootCertificates; certificate mode needs both.");

        Check($"{at}:PrivateKey is no readable RSA key.", () => RsaKey.FromPrivate(merchant.PrivateKey), errors);
        foreach (var (i, text) in merchant.AlipayPublicKeys.Index())
            Check($"{at}:AlipayPublicKeys:{i} is no readable RSA key.", () => AlipayKey.Read(text), errors);
        if (merchant.AppCertificate is { } own)
            Check($"{at}:AppCertificate is no certificate.", () => CertificateSerial.Of(own), errors);
        if (merchant.AlipayRootCertificates is { } roots)
            Check(
                $"{at}:AlipayRootCertificates has no certificate with an RSA signature.",
                () => CertificateSerial.OfRoots(roots), errors);
    }

    private static void Check(string otherwise, Func<object> load, List<string> errors)
    {
        try
        {
            load();
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or FormatException or IOException)
        {
            errors.Add(otherwise);
        }
    }
}
