using System.Xml.Linq;

namespace Channels.BankTransfer;

/// <summary>
/// The three places of a file where the payee's data goes. Composed and stored files hold a token there; the data is
/// put in place by place, so that a remark which happens to look like a token changes nothing.
/// </summary>
internal static class PayeeFields
{
    public static string Name(string token) => $"vault:{token}:name";
    public static string Account(string token) => $"vault:{token}:account";
    public static string BankCode(string token) => $"vault:{token}:bank_code";

    /// <summary>The file as it goes over the line. It exists in memory only.</summary>
    /// <exception cref="BankDocumentException">A place is missing or does not hold its token.</exception>
    /// <exception cref="ArgumentException">The payee's data cannot stand in a file.</exception>
    public static byte[] Fill(TransferOrder order, byte[] composed, Payee payee)
    {
        var message = BankXml.Message(composed, TransferFile.Pain001, "CstmrCdtTrfInitn");
        var transfer = Only(Only(message, "PmtInf"), "CdtTrfTxInf");
        Put(transfer, ["Cdtr", "Nm"], Name(order.PayeeToken), payee.Name);
        Put(transfer, ["CdtrAcct", "Id", "Othr", "Id"], Account(order.PayeeToken), payee.Account);
        Put(transfer, ["CdtrAgt", "FinInstnId", "ClrSysMmbId", "MmbId"], BankCode(order.PayeeToken), payee.BankCode);
        return TransferFile.ToBytes(new XElement(TransferFile.Pain001 + "Document", message));
    }

    private static void Put(XElement transfer, ReadOnlySpan<string> path, string token, string value)
    {
        var at = transfer;
        foreach (var name in path) at = Only(at, name);
        if (at.Value != token) throw new BankDocumentException($"{at.Name.LocalName} does not hold its token");
        at.Value = value;
    }

    private static XElement Only(XElement parent, string name) =>
        parent.All(name).ToArray() is [var only] ? only : throw new BankDocumentException($"not one {name}");
}
