using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Channels.BankPortal;

/// <summary>Finds every mistake of the section at once; one without an address is whole.</summary>
internal sealed class BankPortalOptionsValidator : IValidateOptions<BankPortalOptions>
{
    public ValidateOptionsResult Validate(string? name, BankPortalOptions options)
    {
        if (options.BaseUrl is null) return ValidateOptionsResult.Success;
        List<string> errors = [];
        if (options.BaseUrl is not { IsAbsoluteUri: true, Scheme: "https" or "http", Query: "" })
            errors.Add("BankPortal:BaseUrl is no absolute http address.");
        if (options.Timeout <= TimeSpan.Zero) errors.Add("BankPortal:Timeout is not positive.");
        CheckKey("BankPortal:PrivateKey", () => RsaKey.FromPrivate(options.PrivateKey), errors);
        CheckKey("BankPortal:BankKey", () => RsaKey.FromPublic(options.BankKey), errors);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
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
