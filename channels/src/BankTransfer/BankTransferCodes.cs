namespace Channels.BankTransfer;

/// <summary>
/// The only place where the bank's words become one of the eight answers: pain.002 statuses, and the external reason
/// codes of ISO 20022. What is missing here is unknown until somebody has read the bank's manual.
/// </summary>
internal static class BankTransferCodes
{
    /// <summary>
    /// A report about this order, already verified to be the bank's. A report that names another file, sum or transfer
    /// does not count.
    /// </summary>
    public static ChannelAnswer Read(TransferOrder order, StatusReport report)
    {
        if (report.MsgId != order.No) return new ChannelAnswer.Unknown("the report is about another file: OrgnlMsgId");
        if (report.MessageName != "pain.001.001.03")
            return new ChannelAnswer.Unknown("the report is about another file: OrgnlMsgNmId");
        if (report.ControlSum is { } sum && sum != order.Amount)
            return new ChannelAnswer.Unknown("the report is about another sum: OrgnlCtrlSum");

        return report.Transactions switch
        {
            [] => report.Group is { } group
                ? Status(order, group, null)
                : new ChannelAnswer.Unknown("a report without a status"),
            [{ No: { } no }] when no != order.No =>
                new ChannelAnswer.Unknown("the report is about another transfer: OrgnlEndToEndId"),
            [{ Status: { } status } transaction] => Status(order, status, transaction.BankReference),
            _ => new ChannelAnswer.Unknown("a report about several transfers, or without a status"),
        };
    }

    /// <summary>
    /// ACSC, ACCC and ACWP are success as far as our bank goes; with its reference they count as the booking that the
    /// notification repeats, without one that notification is awaited.
    /// </summary>
    private static ChannelAnswer Status(TransferOrder order, ReportedStatus said, string? bankReference) =>
        said.Status switch
    {
        "RCVD" or "ACTC" or "ACCP" or "ACWC" or "PDNG" or "ACSP" => new ChannelAnswer.Accepted(bankReference),
        "ACSC" or "ACCC" or "ACWP" => bankReference is null
            ? new ChannelAnswer.Accepted(null)
            : new ChannelAnswer.Done(bankReference, Destination.Payer, ChargedAmounts.Same(order.Amount)),
        "RJCT" => Rejected(said.Reason),
        var other => new ChannelAnswer.Unknown($"status {Word(other)}"),
    };

    /// <summary>
    /// A rejected file or transfer: the money never left, and this number is used up. The kind says what would help the
    /// next one. The sentences are ours: the bank's own may quote the payee's data.
    /// </summary>
    private static ChannelAnswer Rejected(string? code) => code switch
    {
        // A first one with this number is there: look it up, never send again.
        "AM05" or "RF01" => new ChannelAnswer.Unknown($"RJCT {code}: the bank knows this number already"),

        // Time-outs between banks: whether the money left is for the statement to say.
        "AB05" or "AB06" or "AB07" or "AB08" or "AB09" or "AB10" =>
            new ChannelAnswer.Unknown($"RJCT {code}: timed out between banks"),

        "AM04" => new ChannelAnswer.Refused(Refusal.Funds, code, "Our account at the bank is short of money."),

        "AC01" or "AC03" => Final(code, "The payee's account number is wrong."),
        "AC04" => Final(code, "The payee's account is closed."),
        "AC06" => Final(code, "The payee's account is blocked."),
        "AC13" or "AC14" or "AC15" =>
            Final(code, "The payee's account is of a kind that cannot be paid to, or has changed."),
        "BE01" or "BE06" => Final(code, "The payee's name and account do not belong together."),
        "BE04" or "BE07" or "RR01" or "RR02" or "RR03" => Final(code, "Data of the payee or of us is missing."),
        "RC01" or "RC07" or "AC08" or "AG02" or "FF05" =>
            Final(code, "The payee's bank cannot be reached by this bank code."),
        "AG01" or "AG03" or "RR04" or "FR01" or "LEGL" => Final(code, "The bank refuses transfers of this kind."),
        "MD07" or "CUST" or "FOCR" or "NOAS" or "NOOR" => Final(code, "The payee's side refused it."),
        "AM02" => Final(code, "The amount is not allowed by this way."),
        "ED05" or "MS02" or "MS03" or "NARR" => Final(code, "The bank gives no reason."),

        "AM01" or "AM03" or "AM09" or "AM10" or "CURR" or "DT01" or "CNOR" or "DNOR"
            => new ChannelAnswer.Refused(
                Refusal.Configuration, code, "Our file or our contract with the bank is wrong."),

        _ => new ChannelAnswer.Unknown($"RJCT {Word(code) ?? "without a reason"}"),
    };

    /// <summary>
    /// A code as it may be kept: four letters and digits. Anything else could be free text about the payee.
    /// </summary>
    public static string? Word(string? code) =>
        code is null ? null
        : code.Length <= 4 && code.All(char.IsAsciiLetterOrDigit) ? code
        : "with a reason of its own";

    private static ChannelAnswer.Refused Final(string code, string message) => new(Refusal.Final, code, message);
}
