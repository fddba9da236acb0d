using System.Globalization;
using System.Xml.Linq;
using Contracts;

namespace Channels.BankTransfer;

/// <summary>Reads camt.054.001.08 (notifications) and camt.053.001.08 (statements) of one account.</summary>
internal static class CamtDocument
{
    private static readonly XNamespace Camt054 = "urn:iso:std:iso:20022:tech:xsd:camt.054.001.08";
    private static readonly XNamespace Camt053 = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08";

    /// <summary>The notifications of a page in the order of their numbers.</summary>
    /// <exception cref="BankDocumentException">It is none, or of another account.</exception>
    public static IReadOnlyList<Notification> Notifications(byte[] body, string account)
    {
        List<Notification> read = [];
        foreach (var part in BankXml.Parts(body, Camt054, "BkToCstmrDbtCdtNtfctn"))
        {
            if (part.Name.LocalName != "Ntfctn") continue;
            CheckAccount(part, account);
            read.Add(new Notification(Sequence(part), [.. Booked(part).SelectMany(entry => entry.Transfers)]));
        }
        return [.. read.OrderBy(notification => notification.SequenceNo)];
    }

    /// <summary>The one statement of the document, its balances checked against its entries.</summary>
    /// <exception cref="BankDocumentException">It is none, of another account, or does not add up.</exception>
    public static StatementAnswer.Statement Statement(byte[] body, string account, string hash)
    {
        var parts = BankXml.Parts(body, Camt053, "BkToCstmrStmt")
            .Where(part => part.Name.LocalName == "Stmt").ToArray();
        if (parts is not [var statement]) throw new BankDocumentException("not one statement");
        CheckAccount(statement, account);

        var period = statement.Element(Camt053 + "FrToDt") ?? throw new BankDocumentException("no FrToDt");
        var (opening, closing) = (Balance(statement, "OPBD"), Balance(statement, "CLBD"));
        var entries = Booked(statement).ToArray();

        if (opening + entries.Aggregate(Money.Zero(opening.Currency), (sum, entry) => sum + entry.Signed) != closing)
            throw new BankDocumentException("OPBD and the booked entries do not add up to CLBD");
        return new StatementAnswer.Statement(
            Day(period, "FrDtTm"), Day(period, "ToDtTm"), Sequence(statement), opening, closing,
            entries.All(entry => entry.NamesItsTransfers), hash, [.. entries.SelectMany(entry => entry.Transfers)]);
    }

    private static IEnumerable<CamtEntry> Booked(XElement part) =>
        part.All("Ntry").Select(CamtEntries.Read).OfType<CamtEntry>();

    private static Money Balance(XElement statement, string code)
    {
        var found = statement.All("Bal").Where(balance => balance.Optional("Tp", "CdOrPrtry", "Cd") == code).ToArray();
        if (found is not [var balance]) throw new BankDocumentException($"not one {code}");
        var amount = CamtEntries.Amount(balance);
        return CamtEntries.IsCredit(balance) ? amount : -amount;
    }

    private static DateOnly Day(XElement period, string name) =>
        CamtEntries.Day(period.Element(Camt053 + name) ?? throw new BankDocumentException($"no {name}"));

    private static long Sequence(XElement part) =>
        long.TryParse(part.Required("ElctrncSeqNb"), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new BankDocumentException("ElctrncSeqNb is no number");

    private static void CheckAccount(XElement part, string account)
    {
        if (part.Required("Acct", "Id", "Othr", "Id") != account)
            throw new BankDocumentException("it is of another account");
    }
}

/// <summary>One notification: some bookings, numbered without gaps.</summary>
internal sealed record Notification(long SequenceNo, IReadOnlyList<TransferReport> Items);
