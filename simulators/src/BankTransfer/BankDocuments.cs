using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Simulators.BankTransfer;

/// <summary>Writes what the bank says: pain.002.001.03, camt.054.001.08, camt.053.001.08.</summary>
internal sealed class BankDocuments(BankSettings settings, TimeProvider clock)
{
    public byte[] Report(string msgId, TransferStatus status)
    {
        XNamespace ns = "urn:iso:std:iso:20022:tech:xsd:pain.002.001.03";
        var reason = status.Reason is { } code
            ? new XElement(ns + "StsRsnInf", new XElement(ns + "Rsn", new XElement(ns + "Cd", code)))
            : null;
        return Bytes(new XElement(ns + "Document", new XElement(ns + "CstmrPmtStsRpt",
            new XElement(ns + "GrpHdr", new XElement(ns + "MsgId", $"BK-{msgId}"), new XElement(ns + "CreDtTm", Now())),
            new XElement(ns + "OrgnlGrpInfAndSts",
                new XElement(ns + "OrgnlMsgId", msgId),
                new XElement(ns + "OrgnlMsgNmId", "pain.001.001.03"),
                new XElement(ns + "GrpSts", status.Group),
                status.Transaction is null ? reason : null),
            status.Transaction is null ? null : new XElement(ns + "OrgnlPmtInfAndSts",
                new XElement(ns + "OrgnlPmtInfId", msgId),
                new XElement(ns + "TxInfAndSts",
                    new XElement(ns + "OrgnlEndToEndId", msgId),
                    new XElement(ns + "TxSts", status.Transaction),
                    reason,
                    status.BankReference is { } reference ? new XElement(ns + "AcctSvcrRef", reference) : null)))));
    }

    public byte[] Notifications(IReadOnlyList<(long No, Booking Booking)> notifications)
    {
        XNamespace ns = "urn:iso:std:iso:20022:tech:xsd:camt.054.001.08";
        return Bytes(new XElement(ns + "Document", new XElement(ns + "BkToCstmrDbtCdtNtfctn",
            Header(ns, $"NTF{notifications[0].No}"),
            notifications.Select(n => new XElement(ns + "Ntfctn",
                new XElement(ns + "Id", $"NTF-{n.No}"),
                new XElement(ns + "ElctrncSeqNb", n.No),
                new XElement(ns + "CreDtTm", Now()),
                Account(ns),
                Entry(ns, 1, n.Booking))))));
    }

    public byte[] Statement(DateOnly day, long sequenceNo, long openingMinor, IReadOnlyList<Booking> bookings)
    {
        XNamespace ns = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08";
        return Bytes(new XElement(ns + "Document", new XElement(ns + "BkToCstmrStmt",
            Header(ns, $"STMT{day:yyyyMMdd}"),
            new XElement(ns + "Stmt",
                new XElement(ns + "Id", $"STMT{day:yyyyMMdd}-1"),
                new XElement(ns + "ElctrncSeqNb", sequenceNo),
                new XElement(ns + "CreDtTm", Now()),
                new XElement(ns + "FrToDt",
                    new XElement(ns + "FrDtTm", $"{day:yyyy-MM-dd}T00:00:00+08:00"),
                    new XElement(ns + "ToDtTm", $"{day:yyyy-MM-dd}T23:59:59+08:00")),
                Account(ns),
                Balance(ns, "OPBD", day, openingMinor),
                Balance(ns, "CLBD", day, openingMinor + bookings.Sum(booking => booking.SignedMinor)),
                bookings.Select((booking, i) => Entry(ns, i + 1, booking))))));
    }

    private static XElement Entry(XNamespace ns, int number, Booking booking)
    {
        var direction = new XElement(ns + "CdtDbtInd", booking.SignedMinor < 0 ? "DBIT" : "CRDT");
        return new XElement(ns + "Ntry",
            new XElement(ns + "NtryRef", number),
            Amount(ns, booking.SignedMinor),
            direction,
            new XElement(ns + "Sts", new XElement(ns + "Cd", "BOOK")),
            new XElement(ns + "BookgDt", new XElement(ns + "Dt", $"{booking.Day:yyyy-MM-dd}")),
            new XElement(ns + "AcctSvcrRef", booking.Reference),
            new XElement(ns + "BkTxCd", Code(ns, booking.Family)),
            booking.EndToEndId is null ? null : new XElement(ns + "NtryDtls", new XElement(ns + "TxDtls",
                new XElement(ns + "Refs",
                    new XElement(ns + "AcctSvcrRef", booking.Reference),
                    new XElement(ns + "InstrId", booking.EndToEndId),
                    new XElement(ns + "EndToEndId", booking.EndToEndId)),
                Amount(ns, booking.SignedMinor),
                direction,
                booking.Reason is null ? null : new XElement(ns + "RtrInf",
                    new XElement(ns + "OrgnlBkTxCd", Code(ns, "DMCT")),
                    new XElement(ns + "Rsn", new XElement(ns + "Cd", booking.Reason))))));
    }

    private static XElement Code(XNamespace ns, string family) => new(ns + "Domn",
        new XElement(ns + "Cd", "PMNT"),
        new XElement(ns + "Fmly", new XElement(ns + "Cd", "ICDT"), new XElement(ns + "SubFmlyCd", family)));

    private static XElement Balance(XNamespace ns, string code, DateOnly day, long minor) => new(ns + "Bal",
        new XElement(ns + "Tp", new XElement(ns + "CdOrPrtry", new XElement(ns + "Cd", code))),
        Amount(ns, minor),
        new XElement(ns + "CdtDbtInd", minor < 0 ? "DBIT" : "CRDT"),
        new XElement(ns + "Dt", new XElement(ns + "Dt", $"{day:yyyy-MM-dd}")));

    private static XElement Amount(XNamespace ns, long minor)
    {
        var (whole, part) = Math.DivRem(Math.Abs(minor), 100);
        return new XElement(ns + "Amt", new XAttribute("Ccy", "CNY"), string.Create(
            CultureInfo.InvariantCulture, $"{whole}.{part:00}"));
    }

    private XElement Account(XNamespace ns) => new(ns + "Acct",
        new XElement(ns + "Id", new XElement(ns + "Othr", new XElement(ns + "Id", settings.Account))),
        new XElement(ns + "Ccy", "CNY"));

    private XElement Header(XNamespace ns, string id) =>
        new(ns + "GrpHdr", new XElement(ns + "MsgId", id), new XElement(ns + "CreDtTm", Now()));

    private string Now() =>
        clock.GetUtcNow(
            ).ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    private static byte[] Bytes(XElement document)
    {
        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false) }))
            document.Save(writer);
        return bytes.ToArray();
    }
}
