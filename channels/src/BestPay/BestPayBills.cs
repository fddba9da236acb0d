using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Channels.BestPay;

/// <summary>
/// Fetches the refunds of a day. The channel publishes no file; this one is in our own format, put where
/// <see cref="BestPayOptions.BillUrl"/> points by whoever exports it from the channel's back office. It is how a success
/// is found that nobody was told of (S30); its silence proves nothing.
/// </summary>
internal sealed class BestPayBills(
    BestPayMerchants merchants, IHttpClientFactory clients, IOptions<BestPayOptions> options) : IBillSource
{
    /// <summary>Half a million refunds of a merchant number and day.</summary>
    private const int LargestBytes = 64 * 1024 * 1024;

    public string Name => "bestpay";

    /// <summary><c>refunds</c>: what moved.</summary>
    public IReadOnlyList<string> Kinds { get; } = ["refunds"];

    public async Task<BillAnswer> Fetch(string channelMerchant, DateOnly day, string kind, CancellationToken ct)
    {
        if (kind != Kinds[0]) throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such kind of bill");
        if (merchants.Find(channelMerchant) is null) return new BillAnswer.NotReady("MERCHANT_NOT_CONFIGURED");
        if (AddressOf(channelMerchant, day) is not { } address) return new BillAnswer.NotReady("NO_BILL_URL");
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(options.Value.BillTimeout);
        try
        {
            using var response = await clients.CreateClient(BestPayClient.ClientName)
                .GetAsync(address, HttpCompletionOption.ResponseHeadersRead, limited.Token);
            if (response.StatusCode != HttpStatusCode.OK)
                return new BillAnswer.NotReady($"HTTP_{(int)response.StatusCode}");
            await using var content = await response.Content.ReadAsStreamAsync(limited.Token);
            var file = await LimitedStream.ReadAll(content, LargestBytes, limited.Token);
            var lines = RefundsFile.Read(file, channelMerchant, day);
            return new BillAnswer.File(Convert.ToHexStringLower(SHA256.HashData(file)), lines.ToAsyncEnumerable());
        }
        catch (Exception e) when (e is InvalidDataException or OverflowException)
        {
            return new BillAnswer.Broken(e.Message);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            return new BillAnswer.NotReady(e.GetType().Name);
        }
    }

    private Uri? AddressOf(string merchantNo, DateOnly day) => options.Value.BillUrl is { } url
        ? new Uri(url
            .Replace("{merchantNo}", Uri.EscapeDataString(merchantNo), StringComparison.Ordinal)
            .Replace("{day}", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), StringComparison.Ordinal))
        : null;
}
