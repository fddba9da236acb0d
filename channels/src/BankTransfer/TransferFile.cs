using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Channels.BankTransfer;

/// <summary>
/// Writes pain.001.001.03, one file per transfer: MsgId, PmtInfId, InstrId and EndToEndId are all the transfer's
/// number, so that the bank's duplicate protection on files protects the transfer. Domestic mapping: CNAPS codes as
/// clearing member ids, purpose REFU.
/// </summary>
internal sealed class TransferFile(BankTransferOptions us)
{
    public static readonly XNamespace Pain001 = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.03";

    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        NewLineHandling = NewLineHandling.Entitize,
    };

    /// <summary>The file with the vault token in place of the payee's data: see <see cref="PayeeFields"/>.</summary>
    public byte[] Write(TransferOrder order) => ToBytes(Document(order, AmountText.Write(order.Amount)));

    public static byte[] ToBytes(XElement document)
    {
        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, Settings)) document.Save(writer);
        return bytes.ToArray();
    }

    private XElement Document(TransferOrder order, string amount) =>
        Node("Document",
            Node("CstmrCdtTrfInitn",
                Node("GrpHdr",
                    Node("MsgId", order.No),
                    // The day is all that the order knows; a clock here would make a second composing differ.
                    Node("CreDtTm", $"{order.ExecutionDate:yyyy-MM-dd}T00:00:00+08:00"),
                    Node("NbOfTxs", "1"),
                    Node("CtrlSum", amount),
                    Node("InitgPty", Node("Nm", us.DebtorName))),
                Node("PmtInf",
                    Node("PmtInfId", order.No),
                    Node("PmtMtd", "TRF"),
                    Node("BtchBookg", "false"),
                    Node("NbOfTxs", "1"),
                    Node("CtrlSum", amount),
                    Node("PmtTpInf", Node("SvcLvl", Node("Cd", Service(order)))),
                    Node("ReqdExctnDt", $"{order.ExecutionDate:yyyy-MM-dd}"),
                    Node("Dbtr", Node("Nm", us.DebtorName)),
                    Node("DbtrAcct", AccountId(us.DebtorAccount), Node("Ccy", order.Amount.Currency)),
                    Agent("DbtrAgt", us.DebtorBankCode),
                    Node("ChrgBr", "SLEV"),
                    Transfer(order, amount))));

    private static XElement Transfer(TransferOrder order, string amount) =>
        Node("CdtTrfTxInf",
            Node("PmtId", Node("InstrId", order.No), Node("EndToEndId", order.No)),
            Node("Amt", new XElement(Pain001 + "InstdAmt", new XAttribute("Ccy", order.Amount.Currency), amount)),
            Agent("CdtrAgt", PayeeFields.BankCode(order.PayeeToken)),
            Node("Cdtr", Node("Nm", PayeeFields.Name(order.PayeeToken))),
            Node("CdtrAcct", AccountId(PayeeFields.Account(order.PayeeToken))),
            Node("Purp", Node("Cd", "REFU")),
            Remark(order.Remark) is { Length: > 0 } remark ? Node("RmtInf", Node("Ustrd", remark)) : null);

    private static XElement Agent(string name, string cnapsCode) =>
        Node(name,
            Node("FinInstnId",
                Node("ClrSysMmbId", Node("ClrSysId", Node("Cd", "CNAPS")), Node("MmbId", cnapsCode))));

    private string Service(TransferOrder order) => order.Amount.Minor >= us.UrgentFromMinor ? "URGP" : "NURG";

    private static XElement AccountId(string account) => Node("Id", Node("Othr", Node("Id", account)));

    private static XElement Node(string name, params object?[] content) => new(Pain001 + name, content);

    /// <summary>At most 140 characters, those that XML knows; a pair of surrogates is never cut in two.</summary>
    private static string? Remark(string? text)
    {
        if (text is null) return null;
        var kept = new StringBuilder(140);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Utf16SequenceLength == 1 && (Rune.IsControl(rune) || !XmlConvert.IsXmlChar((char)rune.Value)))
                continue;
            if (kept.Length + rune.Utf16SequenceLength > 140) break;
            kept.Append(rune.ToString());
        }
        return kept.ToString().Trim();
    }
}
