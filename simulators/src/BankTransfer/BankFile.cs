using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Simulators.BankTransfer;

/// <summary>What the bank reads out of a pain.001.001.03 with one transfer.</summary>
internal sealed record BankFile(
    string MsgId,
    string EndToEndId,
    long AmountMinor,
    string DebtorAccount,
    string Payee,
    string PayeeAccount,
    string BankCode)
{
    private static readonly XNamespace Ns = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.03";

    /// <summary>Null when it is no such file, or its sums do not agree.</summary>
    public static BankFile? Read(byte[] body)
    {
        try
        {
            using var reader = XmlReader.Create(
                new MemoryStream(
                    body), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            var root = XElement.Load(reader);
            var message = root.Name == Ns + "Document" ? root.Element(Ns + "CstmrCdtTrfInitn") : null;
            var payment = message?.Elements(Ns + "PmtInf").SingleOrDefault();
            var transfer = payment?.Elements(Ns + "CdtTrfTxInf").SingleOrDefault();
            if (transfer is null) return null;

            var amount = Minor(Text(transfer, "Amt/InstdAmt"));
            if (Minor(Text(message!, "GrpHdr/CtrlSum")) != amount || Text(message!, "GrpHdr/NbOfTxs") != "1")
                return null;
            return new BankFile(
                Text(message!, "GrpHdr/MsgId"), Text(transfer, "PmtId/EndToEndId"), amount,
                Text(payment!, "DbtrAcct/Id/Othr/Id"), Text(transfer, "Cdtr/Nm"), Text(transfer, "CdtrAcct/Id/Othr/Id"),
                Text(transfer, "CdtrAgt/FinInstnId/ClrSysMmbId/MmbId"));
        }
        catch (Exception e) when (
            e is XmlException or InvalidOperationException or FormatException or OverflowException)
        {
            return null;
        }
    }

    private static string Text(XElement from, string path)
    {
        foreach (var name in path.Split('/'))
            from = from.Element(Ns + name) ?? throw new FormatException($"{path} is missing");
        return from.Value;
    }

    private static long Minor(string yuan) => yuan.Split('.') is [var whole, { Length: 2 } part]
        ? long.Parse(whole + part, NumberStyles.None, CultureInfo.InvariantCulture)
        : throw new FormatException("no amount with two decimals");
}
