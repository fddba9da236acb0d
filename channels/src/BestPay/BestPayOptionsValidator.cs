using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Channels.BestPay;

/// <summary>
/// Finds every mistake of the section at once, so that a wrong setting stops the process and not a refund.
/// </summary>
internal sealed class BestPayOptionsValidator : IValidateOptions<BestPayOptions>
{
    public ValidateOptionsResult Validate(string? name, BestPayOptions options)
    {
        List<string> errors = [];
        if (!options.BaseUrl.IsAbsoluteUri || options.BaseUrl.Scheme is not ("https" or "http"))
            errors.Add("BestPay:BaseUrl is no absolute http address.");
        if (options.Timeout <= TimeSpan.Zero) errors.Add("BestPay:Timeout is not positive.");
        if (options.BillTimeout <= TimeSpan.Zero) errors.Add("BestPay:BillTimeout is not positive.");
        if (options.QueryWindowDays < 1) errors.Add("BestPay:QueryWindowDays is not positive.");
        if (options.NotifyUrl is { } notify && !Uri.TryCreate(notify, UriKind.Absolute, out _))
            errors.Add("BestPay:NotifyUrl is no absolute address.");
        if (options.BillUrl is { } bill && !IsBillUrl(bill))
            errors.Add("BestPay:BillUrl is no absolute address with {merchantNo} and {day} in it.");
        foreach (var code in options.ContractCodes.Keys.Where(BestPayCodes.IsListed))
            errors.Add($"BestPay:ContractCodes:{code} has a meaning already.");

        foreach (var (merchantNo, merchant) in options.Merchants) Validate(merchantNo, merchant, errors);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static bool IsBillUrl(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "https" or "http"
        && url.Contains("{merchantNo}", StringComparison.Ordinal) && url.Contains("{day}", StringComparison.Ordinal);

    private static void Validate(string merchantNo, BestPayMerchantOptions merchant, List<string> errors)
    {
        var at = $"BestPay:Merchants:{merchantNo}";
        if (merchant.TradeChannel.Length == 0) errors.Add($"{at}:TradeChannel is empty.");
        if (merchant.Operator.Length == 0) errors.Add($"{at}:Operator is empty.");
        CheckKey($"{at}:PrivateKey", () => RsaKey.FromPrivate(merchant.PrivateKey), errors);
        CheckKey($"{at}:PlatformKey", () => RsaKey.FromPublic(merchant.PlatformKey), errors);
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
