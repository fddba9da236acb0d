using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Channels.Alipay;

/// <summary>
/// Fetches the bills of a day: link, download within the link's 30 seconds, then every row, the day and the totals at
/// the end. Only a file that passes all of it is handed out. Alipay publishes no hash; ours is SHA-256 of the detail.
/// </summary>
internal sealed class AlipayBills(
    AlipayMerchants merchants, AlipayClient client, AlipayTransport transport, IOptions<AlipayOptions> options)
    : IBillSource
{
    private static readonly TradeBill Trade = new();
    private static readonly AccountBill Account = new();

    public string Name => AlipaySetup.Name;

    /// <summary><c>trade</c> (orders and refunds) and <c>signcustomer</c> (the account's movements).</summary>
    public IReadOnlyList<string> Kinds { get; } = ["trade", "signcustomer"];

    public async Task<BillAnswer> Fetch(string channelMerchant, DateOnly day, string kind, CancellationToken ct)
    {
        if (merchants.Find(channelMerchant) is not { } merchant)
            return new BillAnswer.NotReady("APP_ID_NOT_CONFIGURED");
        IBillLayout layout = kind switch
        {
            "trade" => Trade,
            "signcustomer" => Account,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such kind of bill"),
        };
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(options.Value.BillTimeout);
        try
        {
            var date = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var request = new ChannelRequest(
                AlipayCodes.BillLink, "POST", AlipayTransport.Gateway, BizContent.Bill(kind, date));
            return await client.Call(merchant, request, limited.Token) is AlipayReply.Said { Answer: var said }
                ? AlipayCodes.NoBill(said) ?? await Download(Link(said), layout, day, limited.Token)
                : new BillAnswer.NotReady("NO_ANSWER");
        }
        catch (Exception e) when (e is InvalidDataException or NotSupportedException or OverflowException)
        {
            return new BillAnswer.Broken(e.Message);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            return new BillAnswer.NotReady(e.GetType().Name);
        }
    }

    /// <summary>
    /// Bills lie on hosts of their own, so that any will do that a signed answer names; but what the gateway says over
    /// TLS is not fetched without.
    /// </summary>
    private Uri Link(AlipayAnswer said) =>
        Uri.TryCreate(said.BillDownloadUrl, UriKind.Absolute, out var link)
        && (link.Scheme == Uri.UriSchemeHttps || link.Scheme == options.Value.BaseUrl.Scheme)
            ? link
            : throw new InvalidDataException("the link is no address of a bill");

    private async Task<BillAnswer> Download(Uri link, IBillLayout layout, DateOnly day, CancellationToken ct)
    {
        using var response = await transport.Open(link, ct);
        if (!response.IsSuccessStatusCode) return new BillAnswer.NotReady($"HTTP_{(int)response.StatusCode}");
        var archive = await BillArchive.Save(
            await response.Content.ReadAsStreamAsync(ct), options.Value.LargestBillBytes, ct);
        BillAnswer? answer = null;
        try
        {
            return answer = await Check(archive, layout, day, ct);
        }
        finally
        {
            if (answer is not BillAnswer.File) archive.Dispose();
        }
    }

    private static async Task<BillAnswer> Check(
        BillArchive archive, IBillLayout layout, DateOnly day, CancellationToken ct)
    {
        var entry = await archive.Find(layout.Title, ct);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (table, totals) = (new BillTable(day), layout.Totals());
        await foreach (var row in table.Read(entry.Lines(hash, ct)).WithCancellation(ct))
        {
            layout.Line(row);                       // unreadable rows must show before the first line is handed out
            totals.Add(row);
        }
        if (totals.Difference(table.Totals) is { } total) return new BillAnswer.Broken($"the totals differ: {total}");
        return new BillAnswer.File(
            Convert.ToHexStringLower(hash.GetHashAndReset()), Lines(archive, entry, layout, day));
    }

    /// <summary>
    /// Can be read once; the file is gone afterwards. Alipay gives a refund no number of its own, so that one which moved
    /// twice would look like one, in this file or in another day's: each movement is named by the trade and its day, and a
    /// repetition on the day by its line.
    /// </summary>
    private static async IAsyncEnumerable<BillLine> Lines(
        BillArchive archive, BillEntry entry, IBillLayout layout, DateOnly day)
    {
        using (archive)
        {
            HashSet<(string, string)> seen = [];
            await foreach (var row in new BillTable(day).Read(entry.Lines(null, default)))
            {
                var line = layout.Line(row);
                if (line is { No: { } no, ChannelNo: { } trade })
                    line = line with
                    {
                        ChannelNo = string.Create(CultureInfo.InvariantCulture, $"{trade}@{day:yyyyMMdd}")
                            + (seen.Add((trade, no)) ? "" : $"#{line.LineNo}"),
                    };
                yield return line;
            }
        }
    }
}
