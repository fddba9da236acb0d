using System.Text;
using System.Text.Json.Serialization;
using System.Xml;
using Channels;
using Contracts;

namespace Payout.Payees;

/// <summary>What is put into the vault: whom to pay, where.</summary>
/// <param name="Name">Account holder, 1 to 70 characters.</param>
/// <param name="Account">Card or account number, 6 to 34 letters and digits; blanks are dropped.</param>
/// <param name="BankCode">CNAPS code of the branch, 12 digits.</param>
public sealed record PayeeInput(
    [property: JsonPropertyName("name")] string? Name,
    [property: JsonPropertyName("account")] string? Account,
    [property: JsonPropertyName("bank_code")] string? BankCode)
{
    /// <summary>The first thing that is wrong with it, or the payee. Errors quote nothing of it.</summary>
    public RefundError? Check(out Payee payee)
    {
        var (name, account, bankCode) = ((Name ?? "").Trim(), (Account ?? "").Replace(" ", ""), BankCode ?? "");
        payee = new Payee(name, account, bankCode);
        return !IsName(name) ? new(
            "payee_name_invalid", "The name has 1 to 70 characters, among them a letter, and no control characters.")
            : account.Length is < 6 or > 34 || !account.All(char.IsAsciiLetterOrDigit)
                ? new("payee_account_invalid", "The account has 6 to 34 letters and digits.")
            : bankCode.Length != 12 || !bankCode.All(char.IsAsciiDigit)
                ? new("payee_bank_code_invalid", "The bank code has 12 digits (CNAPS).")
            : null;
    }

    /// <summary>Says nothing: payee data never stands in a log.</summary>
    public override string ToString() => "PayeeInput { … }";

    private static bool IsName(string name)
    {
        if (name.Length is 0 or > 70 || name.Any(char.IsControl)) return false;
        try
        {
            XmlConvert.VerifyXmlChars(name);                          // it goes into bank files
        }
        catch (XmlException)
        {
            return false;
        }
        return name.EnumerateRunes().Any(Rune.IsLetter);
    }
}
