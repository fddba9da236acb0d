using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Channels.BankTransfer;

/// <summary>
/// Finds every mistake of the section at once, so that a wrong setting stops the process and not a payout.
/// </summary>
internal sealed class BankTransferOptionsValidator : IValidateOptions<BankTransferOptions>
{
    public ValidateOptionsResult Validate(string? name, BankTransferOptions options)
    {
        List<string> errors = [];
        if (options.BaseUrl is not { IsAbsoluteUri: true, Scheme: "https" or "http", Query: "" })
            errors.Add("BankTransfer:BaseUrl is no absolute http address.");
        if (options.Timeout <= TimeSpan.Zero) errors.Add("BankTransfer:Timeout is not positive.");
        if (options.DebtorName.Trim().Length is 0 or > 140)
            errors.Add("BankTransfer:DebtorName is missing or longer than 140 characters.");
        if (options.DebtorAccount.Length is 0 or > 34 || !options.DebtorAccount.All(char.IsAsciiLetterOrDigit))
            errors.Add("BankTransfer:DebtorAccount is not 1 to 34 letters and digits.");
        if (options.DebtorBankCode.Length != 12 || !options.DebtorBankCode.All(char.IsAsciiDigit))
            errors.Add("BankTransfer:DebtorBankCode is not 12 digits.");
        if (options.UrgentFromMinor <= 0) errors.Add("BankTransfer:UrgentFromMinor is not positive.");
        CheckKey("BankTransfer:PrivateKey", () => RsaKey.FromPrivate(options.PrivateKey), errors);
        CheckKey("BankTransfer:BankKey", () => RsaKey.FromPublic(options.BankKey), errors);
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
