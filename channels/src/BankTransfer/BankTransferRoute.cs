using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Channels.BankTransfer;

/// <summary>The route <c>bank-file</c>: ISO 20022 files to one bank over HTTP, one transfer per file.</summary>
internal sealed class BankTransferRoute(BankTransferClient bank, IOptions<BankTransferOptions> options) : IPayoutRoute
{
    private readonly TransferFile file = new(options.Value);
    private readonly string account = options.Value.DebtorAccount;

    public string Name => "bank-file";

    public ChannelRequest Compose(TransferOrder order) =>
        IsNumber(order.No)
            ? new ChannelRequest("send-file", "POST", "/files", file.Write(order))
            : throw new ArgumentException($"'{order.No}' is not 20 characters 0-9A-Z.", nameof(order));

    public async Task<ChannelAnswer> Send(
        TransferOrder order, ChannelRequest request, Payee payee, CancellationToken ct)
    {
        byte[] filled;
        try
        {
            filled = PayeeFields.Fill(order, request.Body, payee);
        }
        catch (Exception e) when (e is BankDocumentException or ArgumentException)
        {
            return new ChannelAnswer.Refused(
                Refusal.Final, "NOT_COMPOSED", "The payee's data cannot stand in a file; nothing was sent.");
        }

        return await bank.Post(request.Path, filled, ct) switch
        {
            BankReply.Said { Status: 200 } said => ReadReport(order, said.Body),
            BankReply.Said said => new ChannelAnswer.Unknown($"HTTP {said.Status}"),
            BankReply.NotSent not =>
                new ChannelAnswer.Refused(Refusal.SameNumberLater, "NOT_SENT", $"No connection: {not.Reason}."),
            BankReply.Silence { IsThrottled: true } silence => new ChannelAnswer.Throttled(silence.RetryAfter),
            BankReply.Silence silence => new ChannelAnswer.Unknown(silence.Reason),
            _ => new ChannelAnswer.Unknown("no reply"),
        };
    }

    public async Task<ChannelAnswer> Ask(TransferOrder order, CancellationToken ct) =>
        await bank.Get($"/files/{Uri.EscapeDataString(order.No)}/status", ct) switch
        {
            BankReply.Said { Status: 200 } said => ReadReport(order, said.Body),
            // The signed body repeats the number, so that a "not found" about another file cannot be passed on as this
            // one's.
            BankReply.Said { Status: 404 } said when Encoding.UTF8.GetString(said.Body).Trim() == order.No =>
                new ChannelAnswer.NeverSeen(),
            BankReply.Said said => new ChannelAnswer.Unknown($"query: HTTP {said.Status}"),
            BankReply.Silence { IsThrottled: true } silence => new ChannelAnswer.Throttled(silence.RetryAfter),
            BankReply.Silence silence => new ChannelAnswer.Unknown($"query: {silence.Reason}"),
            BankReply.NotSent not => new ChannelAnswer.Unknown($"query: no connection, {not.Reason}"),
            _ => new ChannelAnswer.Unknown("query: no reply"),
        };

    public async Task<TransferReports> Reports(string? after, CancellationToken ct)
    {
        var reply = await bank.Get($"/notifications?after={Uri.EscapeDataString(after ?? "0")}", ct);
        if (reply is BankReply.Said { Status: 204 }) return new TransferReports([], after);
        if (reply is not BankReply.Said { Status: 200 } said)
            return new TransferReports([], after) { Trouble = Trouble(reply) };
        try
        {
            return Page(after, CamtDocument.Notifications(said.Body, account));
        }
        catch (BankDocumentException e)
        {
            return new TransferReports([], after) { Trouble = $"the page is broken: {e.Message}" };
        }
    }

    public async Task<StatementAnswer> Statement(DateOnly day, CancellationToken ct)
    {
        var reply = await bank.Get($"/statements/{day:yyyy-MM-dd}", ct);
        if (reply is BankReply.Said { Status: 404 }) return new StatementAnswer.NotReady("the bank has none yet");
        if (reply is not BankReply.Said { Status: 200 } said) return new StatementAnswer.Broken(Trouble(reply));
        try
        {
            var statement = CamtDocument.Statement(
                said.Body, account, Convert.ToHexStringLower(SHA256.HashData(said.Body)));
            return statement.From <= day && day <= statement.To
                ? statement
                : new StatementAnswer.Broken("it is the statement of another day");
        }
        catch (BankDocumentException e)
        {
            return new StatementAnswer.Broken(e.Message);
        }
    }

    private static ChannelAnswer ReadReport(TransferOrder order, byte[] body)
    {
        try
        {
            return BankTransferCodes.Read(order, StatusReport.Read(body));
        }
        catch (BankDocumentException e)
        {
            return new ChannelAnswer.Unknown($"garbage: {e.Message}");
        }
    }

    /// <summary>
    /// A missing number is told and stepped over: the statement of the day has what the notification lost.
    /// </summary>
    private static TransferReports Page(string? after, IReadOnlyList<Notification> read)
    {
        string? gap = null;
        foreach (var notification in read)
        {
            var number = notification.SequenceNo.ToString(CultureInfo.InvariantCulture);
            if (after is not null && number != Following(after)) gap ??= $"{after} and {number}";
            after = number;
        }
        return new TransferReports([.. read.SelectMany(notification => notification.Items)], after)
        {
            Trouble = gap is null ? null : $"notifications are missing between {gap}",
        };
    }

    private static string? Following(string after) =>
        long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (number + 1).ToString(CultureInfo.InvariantCulture)
            : null;

    private static string Trouble(BankReply reply) => reply switch
    {
        BankReply.Said said => $"HTTP {said.Status}",
        BankReply.Silence silence => silence.Reason,
        BankReply.NotSent not => $"no connection: {not.Reason}",
        _ => "no reply",
    };

    private static bool IsNumber(string no) =>
        no.Length == 20 && no.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c));
}
