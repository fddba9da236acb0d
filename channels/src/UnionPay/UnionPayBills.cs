using Microsoft.Extensions.Options;

namespace Channels.UnionPay;

/// <summary>
/// Fetches the files of a clearing day (txnType 76). The whole archive stands inside the signed answer, so that its
/// signature is its checksum; every line is read once before the first one is handed out.
/// </summary>
internal sealed class UnionPayBills(
    UnionPayMerchants merchants, UnionPayTransport transport, UnionPayClient client,
    IOptions<UnionPayOptions> options) : IBillSource
{
    private static readonly TransactionFile Transactions = new();
    private static readonly ErrorFile Errors = new();

    /// <summary>SHA-256 of nothing: the hash of a file that is not there because it would be empty.</summary>
    private const string HashOfNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    public string Name => "unionpay";

    /// <summary><c>ZM</c> (transactions) and <c>ZME</c> (disputes and adjustments).</summary>
    public IReadOnlyList<string> Kinds { get; } = ["ZM", "ZME"];

    public async Task<BillAnswer> Fetch(string channelMerchant, DateOnly day, string kind, CancellationToken ct)
    {
        IBillLayout layout = kind switch
        {
            "ZM" => Transactions,
            "ZME" => Errors,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such kind of bill"),
        };
        if (merchants.Find(channelMerchant) is not { } merchant) return new BillAnswer.NotReady("MERID_NOT_CONFIGURED");
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(options.Value.BillTimeout);
        try
        {
            var request = RefundForm.Files(channelMerchant, day, TimeProvider.System.GetUtcNow());
            var raw = await transport.Download(merchant.Signer.Sign(request).ToForm(), limited.Token);
            return client.Read(raw) is UnionPayReply.Said { Message: var said }
                ? await Read(said, layout, (channelMerchant, day), limited.Token)
                : new BillAnswer.NotReady("NO_ANSWER");
        }
        catch (Exception e) when (e is InvalidDataException or FormatException)
        {
            return new BillAnswer.Broken(e.Message);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            return new BillAnswer.NotReady(e.GetType().Name);
        }
    }

    private async Task<BillAnswer> Read(
        Message said, IBillLayout layout, (string MerId, DateOnly Day) of, CancellationToken ct)
    {
        if (said["respCode"] is not "00")
            return new BillAnswer.NotReady(
                said["respCode"] ?? "NO_CODE", SaysNone: said["respCode"] == UnionPayCodes.NoSuchFile);
        if (said["merId"] is { } merId && merId != of.MerId) return new BillAnswer.Broken("another merchant's files");
        if (said["fileContent"] is not { } content) return new BillAnswer.Broken("the answer holds no file");

        var archive = await BillArchive.Open(content, options.Value, ct);
        // The question names no year: only the file's name tells that it is not last year's.
        var name = layout.FileName(of.MerId, of.Day);
        if (archive.Find(name) is not { } entry)
            return layout.IsAlwaysThere
                ? new BillAnswer.Broken($"the archive holds no {name}")
                : archive.Find(Transactions.FileName(of.MerId, of.Day)) is null
                    ? new BillAnswer.Broken("the archive is of another day or merchant")
                    : new BillAnswer.File(HashOfNothing, AsyncEnumerable.Empty<BillLine>());

        var hash = await archive.HashOf(entry, ct);
        await foreach (var _ in Lines(archive, entry, layout, of.Day).WithCancellation(ct))
            continue;                                           // unreadable lines must show before the first one counts
        return new BillAnswer.File(hash, Lines(archive, entry, layout, of.Day));
    }

    private static async IAsyncEnumerable<BillLine> Lines(
        BillArchive archive, string entry, IBillLayout layout, DateOnly day)
    {
        var lineNo = 0;
        await foreach (var line in archive.Lines(entry))
        {
            lineNo++;
            if (line.Length > 0) yield return layout.Line(new FixedWidthRow(lineNo, line), day);
        }
    }
}
