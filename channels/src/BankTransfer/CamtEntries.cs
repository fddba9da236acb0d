using System.Globalization;
using System.Xml.Linq;
using Contracts;

namespace Channels.BankTransfer;

/// <summary>Reads the entries (<c>Ntry</c>) that camt.053 and camt.054 share, version 08.</summary>
internal static class CamtEntries
{
    private const string NotProvided = "NOTPROVIDED";

    /// <summary>One booking of the account. Pending and informational entries are null: they are no movement.</summary>
    /// <exception cref="BankDocumentException">Something that money depends on is missing or unreadable.</exception>
    public static CamtEntry? Read(XElement entry)
    {
        if (entry.Required("Sts", "Cd") != "BOOK") return null;
        var (amount, isCredit) = (Amount(entry), IsCredit(entry));
        var head = new Head(
            entry.Optional("AcctSvcrRef"),
            Day(entry.Element(entry.Name.Namespace + "BookgDt") ?? throw new BankDocumentException("no BookgDt")),
            isCredit,
            entry.Optional("RvslInd") is "true" or "1",
            Family(entry));

        var details = entry.All("NtryDtls").SelectMany(group => group.All("TxDtls")).ToArray();
        var parts = new Dictionary<string, int>();
        var transfers = details.Select(
            detail => Transfer(head, detail, details.Length == 1 ? amount : null, parts)).ToArray();
        var named = transfers.OfType<TransferReport>().ToArray();

        // A batch booking whose parts do not add up to it hides a transfer.
        var namesAll = named.Length > 0 && named.Length == transfers.Length
            && named.All(part => part.Amount.Currency == amount.Currency)
            && named.Sum(part => part.Amount.Minor) == amount.Minor;
        return new CamtEntry(isCredit ? amount : -amount, NamesItsTransfers: isCredit || namesAll, named);
    }

    public static Money Amount(XElement parent)
    {
        var amount = parent.Element(parent.Name.Namespace + "Amt") ?? throw new BankDocumentException("no Amt");
        return AmountText.TryRead(amount.Value, (string?)amount.Attribute("Ccy"), out var read)
            ? read
            : throw new BankDocumentException("Amt is no amount");
    }

    public static bool IsCredit(XElement parent) => parent.Required("CdtDbtInd") switch
    {
        "CRDT" => true,
        "DBIT" => false,
        _ => throw new BankDocumentException("CdtDbtInd is neither CRDT nor DBIT"),
    };

    /// <summary>
    /// A day of the bank's own calendar: the date as it is written, whatever offset stands behind it.
    /// </summary>
    public static DateOnly Day(XElement choice)
    {
        var text = choice.Optional("Dt") ?? choice.Optional("DtTm") ?? choice.Value.Trim();
        return text.Length >= 10 && DateOnly.TryParseExact(
            text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new BankDocumentException($"{choice.Name.LocalName} is no date");
    }

    /// <param name="whole">The entry's amount when the transfer is all of it; null in a batch booking.</param>
    /// <param name="parts">How often each part without a reference of its own came in this entry.</param>
    private static TransferReport? Transfer(Head head, XElement detail, Money? whole, Dictionary<string, int> parts)
    {
        var refs = detail.Element(detail.Name.Namespace + "Refs");
        if (refs is null || NumberOf(refs) is not { } no) return null;

        var amount = detail.Optional("Amt") is not null ? Amount(detail)
            : whole ?? throw new BankDocumentException("a batch booking without the amounts of its parts");
        var isCredit = detail.Optional("CdtDbtInd") is null ? head.IsCredit : IsCredit(detail);
        // Without a reference of the bank's a repeated entry could not be told from a second movement.
        var reference = refs.Optional("AcctSvcrRef")
            ?? (head.Reference is not { } ofEntry
                ? throw new BankDocumentException("a transfer without AcctSvcrRef")
                : whole is not null ? ofEntry
                : OfPart($"{ofEntry}#{no}:{(isCredit ? "" : "-")}{amount.Minor}", parts));
        return new TransferReport(no, Kind(head, isCredit), amount, reference, ReasonOf(detail), head.BookedOn);
    }

    /// <summary>
    /// A part of a batch booking is known by what it says, not by its place: the notification and the statement need not
    /// list the parts in the same order. Two that say the same in one entry are two.
    /// </summary>
    private static string OfPart(string content, Dictionary<string, int> parts)
    {
        var times = parts[content] = parts.GetValueOrDefault(content) + 1;
        return times == 1 ? content : $"{content}:{times}";
    }

    /// <summary>
    /// Any credit under one of our numbers is our money coming back, whatever the bank's family code says; only a
    /// booking error that the bank corrects is told apart. A corrected return is a debit, and so is booked (out) once
    /// more.
    /// </summary>
    private static TransferReportKind Kind(Head head, bool isCredit) =>
        !isCredit ? TransferReportKind.Booked
        : head.IsReversal && head.Family != "RRTN" ? TransferReportKind.Reversed
        : TransferReportKind.Returned;

    /// <summary>All four are the same number in our files; banks pass on what they like.</summary>
    private static string? NumberOf(XElement refs) =>
        Given(refs, "EndToEndId") ?? Given(refs, "InstrId") ?? Given(refs, "PmtInfId") ?? Given(refs, "MsgId");

    private static string? Given(XElement refs, string name) =>
        refs.Optional(name) is { } text && text != NotProvided ? text : null;

    private static string? ReasonOf(XElement detail) =>
        BankTransferCodes.Word(detail.Optional("RtrInf", "Rsn", "Cd") ?? detail.Optional("RtrInf", "Rsn", "Prtry"));

    private static string? Family(XElement entry) => entry.Optional("BkTxCd", "Domn", "Fmly", "SubFmlyCd");

    private sealed record Head(string? Reference, DateOnly BookedOn, bool IsCredit, bool IsReversal, string? Family);
}

/// <summary>A booked entry.</summary>
/// <param name="Signed">Credit positive, as the balance sees it.</param>
/// <param name="NamesItsTransfers">
/// Whether every transfer in it is named; always true for credits, which prove nothing by silence.
/// </param>
/// <param name="Transfers">Those that carry a number.</param>
internal sealed record CamtEntry(Money Signed, bool NamesItsTransfers, IReadOnlyList<TransferReport> Transfers);
