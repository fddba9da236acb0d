namespace Channels.BankPortal;

/// <summary>
/// The only place where the bank's words become one of the eight answers. What is missing here is unknown: the first
/// file under a number may have been executed.
/// </summary>
internal static class PortalCodes
{
    /// <summary>Documented refusals for good: nothing moved, and nothing will on the original route.</summary>
    public static IReadOnlyDictionary<string, string> Final { get; } = new Dictionary<string, string>
    {
        ["ACCOUNT_CLOSED"] = "the payer's account is closed",
        ["NAME_MISMATCH"] = "the account has another owner",
        ["ORDER_UNKNOWN"] = "the bank has no such order",
        ["OVER_AMOUNT"] = "more than is left of the order",
        ["WINDOW_CLOSED"] = "the order is too old",
    };

    /// <summary>What is wrong with the result itself; null when nothing is.</summary>
    public static string? MistakeOf(LineResult result) => result switch
    {
        { Status: "S", BankRefundNo: not { Length: > 0 } } => "S without the bank's number",
        { Status: "S", FailCode.Length: > 0 } => "S with a failCode",
        { Status: "S", BankDate: null } => "S without the bank's day",
        { Status: "F", FailCode: not { Length: > 0 } } => "F without a failCode",
        { Status: "S" or "F" } => null,
        _ => $"status {result.Status} is neither S nor F",
    };

    public static ChannelAnswer AnswerOf(LineResult result, ChannelRefund refund)
    {
        if (MistakeOf(result) is { } mistake) return new ChannelAnswer.Unknown(mistake);
        if (result.Status == "S")
            return new ChannelAnswer.Done(
                result.BankRefundNo!, Destination.Payer, ChargedAmounts.Same(refund.Amount))
            {
                At = new DateTimeOffset(result.BankDate!.Value, TimeOnly.MinValue, PortalTime.Zone),
            };
        return Final.ContainsKey(result.FailCode!)
            ? new ChannelAnswer.Refused(Refusal.Final, result.FailCode!, result.FailReason ?? Final[result.FailCode!])
            : new ChannelAnswer.Unknown($"F {result.FailCode}: {result.FailReason}");
    }
}
