using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Channels.UnionPay;

/// <summary>
/// Finds every mistake of the section at once, so that a wrong setting stops the process and not a refund.
/// </summary>
internal sealed class UnionPayOptionsValidator : IValidateOptions<UnionPayOptions>
{
    public ValidateOptionsResult Validate(string? name, UnionPayOptions options)
    {
        List<string> errors = [];
        CheckAddress("BaseUrl", options.BaseUrl, errors);
        CheckAddress("FileUrl", options.FileUrl, errors);
        if (options.Timeout <= TimeSpan.Zero) errors.Add("UnionPay:Timeout is not positive.");
        if (options.BillTimeout <= TimeSpan.Zero) errors.Add("UnionPay:BillTimeout is not positive.");
        if (options.BillMegabytes is < 1 or > 512) errors.Add("UnionPay:BillMegabytes is not within 1 and 512.");
        if (options.UnpackedMegabytes < 1) errors.Add("UnionPay:UnpackedMegabytes is not positive.");
        if (options.NotifyUrl is { } url && (url.Contains('?') || !Uri.TryCreate(url, UriKind.Absolute, out _)))
            errors.Add("UnionPay:NotifyUrl is no absolute address without a query string.");
        CheckCertificates("TrustedRoots", options.TrustedRoots, errors);
        CheckCertificates("IntermediateCertificates", options.IntermediateCertificates, errors);

        if (options.Merchants.Count > 0)
        {
            if (options.NotifyUrl is null) errors.Add("UnionPay:NotifyUrl is missing.");
            if (options.TrustedRoots.Count == 0) errors.Add("UnionPay:TrustedRoots is empty.");
            if (options.TrustedName.Length == 0) errors.Add("UnionPay:TrustedName is empty.");
        }
        foreach (var (merId, merchant) in options.Merchants) Validate(merId, merchant, errors);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void Validate(string merId, UnionPayMerchantOptions merchant, List<string> errors)
    {
        var at = $"UnionPay:Merchants:{merId}";
        if (merId.Length != 15 || !merId.All(char.IsAsciiLetterOrDigit))
            errors.Add($"{at} is no merchant number of 15 characters.");
        if (merchant.CertId.Length == 0 || !merchant.CertId.All(char.IsAsciiDigit))
            errors.Add($"{at}:CertId is no decimal number.");
        if (merchant.BizType.Length != 6 || !merchant.BizType.All(char.IsAsciiDigit))
            errors.Add($"{at}:BizType is not six digits.");
        Check($"{at}:PrivateKey is no readable RSA key.", () => RsaKey.FromPrivate(merchant.PrivateKey), errors);
    }

    private static void CheckAddress(string setting, Uri address, List<string> errors)
    {
        if (!address.IsAbsoluteUri || address.Scheme is not ("https" or "http"))
            errors.Add($"UnionPay:{setting} is no absolute http address.");
    }

    private static void CheckCertificates(string setting, List<string> texts, List<string> errors)
    {
        for (var i = 0; i < texts.Count; i++)
        {
            var text = texts[i];
            Check(
                $"UnionPay:{setting}:{i} is no readable certificate.",
                () => CertificateTrust.Load(text).Dispose(), errors);
        }
    }

    private static void Check(string mistake, Action load, List<string> errors)
    {
        try
        {
            load();
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or FormatException or IOException
            or UnauthorizedAccessException)
        {
            errors.Add(mistake);
        }
    }
}
