using Microsoft.Extensions.Options;

namespace Channels.WeChatPay;

/// <summary>
/// Fetches the bills of a day: link, download, hash over the whole uncompressed file, then the sums of its rows against
/// its own summary. Only a file that passes all of it is handed out.
/// </summary>
internal sealed class WeChatPayBills(
    WeChatPayMerchants merchants, WeChatPayClient client, WeChatPayTransport transport,
    IOptions<WeChatPayOptions> options) : IBillSource
{
    private const string NoSuchFile = "NO_STATEMENT_EXIST";
    private static readonly TradeBill Trade = new();
    private static readonly FundFlowBill FundFlow = new();

    public string Name => "wechat";

    /// <summary><c>trade</c> (a snapshot) and <c>fund-flow</c> (what moved).</summary>
    public IReadOnlyList<string> Kinds { get; } = ["trade", "fund-flow"];

    public async Task<BillAnswer> Fetch(string channelMerchant, DateOnly day, string kind, CancellationToken ct)
    {
        if (merchants.Find(channelMerchant) is not { } merchant) return new BillAnswer.NotReady("MCHID_NOT_CONFIGURED");
        IBillLayout layout = kind switch
        {
            "trade" => Trade,
            "fund-flow" => FundFlow,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such kind of bill"),
        };
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(options.Value.BillTimeout);
        try
        {
            var request = new ChannelRequest("bill", "GET", layout.LinkPath(day), []);
            return await client.Call(merchant, request, limited.Token) switch
            {
                WeChatPayReply.Said { Status: 200 } said => await Download(merchant, layout, said, limited.Token),
                WeChatPayReply.Said { Status: 400 } said when said.Error().Code == NoSuchFile =>
                    new BillAnswer.NotReady(NoSuchFile, SaysNone: true),
                WeChatPayReply.Said said => new BillAnswer.NotReady(said.Error().Code ?? $"HTTP_{said.Status}"),
                _ => new BillAnswer.NotReady("NO_ANSWER"),
            };
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or OverflowException)
        {
            return new BillAnswer.Broken(e.Message);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            return new BillAnswer.NotReady(e.GetType().Name);
        }
    }

    private async Task<BillAnswer> Download(
        WeChatPayMerchant merchant, IBillLayout layout, WeChatPayReply.Said said, CancellationToken ct)
    {
        var link = JsonSerializer.Deserialize(said.Body, WeChatPayJson.Default.BillLink);
        if (link is not { HashType: "SHA1", HashValue: { Length: 40 } hash, DownloadUrl: { } url })
            return new BillAnswer.Broken("the link has no SHA1 hash or no address");

        // Only path and query are taken from the link: a signed request goes nowhere but to the configured host.
        using var response = await transport.Open(merchant.Signer, new Uri(url).PathAndQuery, ct);
        if (!response.IsSuccessStatusCode) return new BillAnswer.NotReady($"HTTP_{(int)response.StatusCode}");
        var file = await BillFile.Save(await response.Content.ReadAsStreamAsync(ct), ct);
        BillAnswer? answer = null;
        try
        {
            return answer = await Check(file, layout, hash, ct);
        }
        finally
        {
            if (answer is not BillAnswer.File) file.Dispose();
        }
    }

    private static async Task<BillAnswer> Check(BillFile file, IBillLayout layout, string hash, CancellationToken ct)
    {
        if (!file.Sha1.Equals(hash, StringComparison.OrdinalIgnoreCase))
            return new BillAnswer.Broken("the SHA1 hash differs");

        var totals = layout.Totals();
        await foreach (var row in file.Rows().WithCancellation(ct))
        {
            if (row.IsSummary)
            {
                if (totals.Difference(row) is { } column)
                    return new BillAnswer.Broken($"the summary differs: {column}");
            }
            else
            {
                layout.Line(row);                   // unreadable rows must show before the first line is handed out
                totals.Add(row);
            }
        }
        return new BillAnswer.File(file.Sha1, Lines(file, layout));
    }

    /// <summary>Can be read once; the file is gone afterwards.</summary>
    private static async IAsyncEnumerable<BillLine> Lines(BillFile file, IBillLayout layout)
    {
        using (file)
        {
            await foreach (var row in file.Rows())
                if (!row.IsSummary) yield return layout.Line(row);
        }
    }
}
