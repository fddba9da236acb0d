using System.Xml.Linq;
using Contracts;

namespace Channels.BankTransfer;

/// <summary>What a pain.002.001.03 says of one of our files.</summary>
/// <param name="MsgId">The file it is about.</param>
/// <param name="ControlSum">As the bank repeats it, where it does.</param>
/// <param name="Group">Status of the whole file, or of its one payment block, where the transaction has none.</param>
internal sealed record StatusReport(
    string MsgId,
    string MessageName,
    Money? ControlSum,
    ReportedStatus? Group,
    IReadOnlyList<TransactionStatus> Transactions)
{
    public static readonly XNamespace Pain002 = "urn:iso:std:iso:20022:tech:xsd:pain.002.001.03";

    /// <exception cref="BankDocumentException">It is none.</exception>
    public static StatusReport Read(byte[] body)
    {
        var message = BankXml.Message(body, Pain002, "CstmrPmtStsRpt");
        var group = message.Element(Pain002 + "OrgnlGrpInfAndSts")
            ?? throw new BankDocumentException("no OrgnlGrpInfAndSts");
        var payments = message.All("OrgnlPmtInfAndSts").ToArray();
        return new StatusReport(
            group.Required("OrgnlMsgId"),
            group.Required("OrgnlMsgNmId"),
            Sum(group.Optional("OrgnlCtrlSum")),
            Status(group, "GrpSts")
                ?? payments
                    .Select(payment => Status(payment, "PmtInfSts")).FirstOrDefault(status => status is not null),
            [.. payments.SelectMany(payment => payment.All("TxInfAndSts")).Select(Transaction)]);
    }

    private static TransactionStatus Transaction(XElement transaction) => new(
        transaction.Optional("OrgnlEndToEndId") ?? transaction.Optional("OrgnlInstrId"),
        Status(transaction, "TxSts"),
        transaction.Optional("AcctSvcrRef"));

    private static ReportedStatus? Status(XElement parent, string name)
    {
        if (parent.Optional(name) is not { } status) return null;
        var reason = parent.All("StsRsnInf").FirstOrDefault();
        return new ReportedStatus(status, reason?.Optional("Rsn", "Cd") ?? reason?.Optional("Rsn", "Prtry"));
    }

    private static Money? Sum(string? text) =>
        text is null ? null
        : AmountText.TryRead(text, "CNY", out var amount) ? amount
        : throw new BankDocumentException("OrgnlCtrlSum is no amount");
}

/// <summary>
/// A status word with the first reason code that is given for it; the bank's free text is left behind.
/// </summary>
internal sealed record ReportedStatus(string Status, string? Reason);

/// <summary>The status of one transfer of the file.</summary>
internal sealed record TransactionStatus(string? No, ReportedStatus? Status, string? BankReference);
