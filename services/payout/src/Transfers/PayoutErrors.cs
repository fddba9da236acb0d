using Channels;
using Contracts;

namespace Payout.Transfers;

/// <summary>
/// The bank's reasons in our words (docs/errors.md). Sentences carry the bank's code and nothing of the payee.
/// </summary>
internal static class PayoutErrors
{
    public static RefundError Currency { get; } =
        new("payout_currency_unsupported", "No bank route carries this currency.");

    public static RefundError TooSmall { get; } =
        new("payout_too_small", "The amount is smaller than any transfer by this route.");

    public static RefundError NeverBooked { get; } = new(
        "payout_never_booked", "No statement of the possible days names the transfer, and the bank does not know it.");

    public static RefundError Returned(string? reason) =>
        new("payout_returned", $"The payee's bank sent the money back ({reason ?? "no reason"}).");

    public static RefundError Of(ChannelAnswer.Refused refused) => Of(refused.Code, refused.Message);

    public static RefundError Of(string code, string message) => new(Code(code), $"{message} ({code})");

    private static string Code(string code) => code switch
    {
        "AM04" => "payout_funds_short",
        "AC01" or "AC03" or "AC04" or "AC06" or "AC13" or "AC14" or "AC15" => "payee_account_refused",
        "BE01" or "BE04" or "BE06" or "BE07" or "RR01" or "RR02" or "RR03" or "NOT_COMPOSED" => "payee_data_refused",
        "RC01" or "RC07" or "AC08" or "AG02" or "FF05" => "payee_bank_unreachable",
        "AM01" or "AM03" or "AM09" or "AM10" or "CURR" or "DT01" or "CNOR" or "DNOR" => "payout_file_refused",
        _ => "payout_rejected",
    };
}
