using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Channels.BankPortal;

/// <summary>
/// Fetches the bank's file of a day: signed by the bank over all of it, and its lines against its own total. Only a file
/// that passes both is handed out.
/// </summary>
internal sealed class BankPortalBills(IHttpClientFactory clients, IOptions<BankPortalOptions> options) : IBillSource
{
    public const string ClientName = "bank-portal";
    private const string SignatureHeader = "X-File-Signature";
    private const string NoMovement = "NO_MOVEMENT";

    private readonly Lazy<(RsaKey Ours, RsaKey Theirs)> keys = new(
        () => (RsaKey.FromPrivate(options.Value.PrivateKey), RsaKey.FromPublic(options.Value.BankKey)));

    public string Name => "bank-portal";

    /// <summary><c>daily</c>: what left for payers.</summary>
    public IReadOnlyList<string> Kinds { get; } = ["daily"];

    public async Task<BillAnswer> Fetch(string channelMerchant, DateOnly day, string kind, CancellationToken ct)
    {
        if (options.Value.BaseUrl is not { } address) return new BillAnswer.NotReady("NOT_CONFIGURED");
        if (kind != "daily") throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such kind of bill");
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(options.Value.Timeout);
        try
        {
            var path = $"{address.AbsoluteUri.TrimEnd('/')}/{Uri.EscapeDataString(channelMerchant)}/daily/{day:yyyy-MM-dd}";
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path));
            var asked = Encoding.UTF8.GetBytes($"GET {request.RequestUri!.PathAndQuery}");
            request.Headers.TryAddWithoutValidation(SignatureHeader, Convert.ToBase64String(keys.Value.Ours.Sign(asked)));
            using var response = await clients.CreateClient(ClientName).SendAsync(request, limited.Token);
            var body = await response.Content.ReadAsByteArrayAsync(limited.Token);
            return IsTheirs(response, body)
                ? Answer((int)response.StatusCode, body)
                : new BillAnswer.NotReady($"HTTP_{(int)response.StatusCode}_NOT_SIGNED");
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            return new BillAnswer.NotReady(e.GetType().Name);
        }
    }

    private static BillAnswer Answer(int status, byte[] body)
    {
        if (status == 404) return Encoding.ASCII.GetString(body) is NoMovement
            ? new BillAnswer.NotReady(NoMovement, SaysNone: true)
            : new BillAnswer.NotReady("NOT_READY");
        if (status != 200) return new BillAnswer.NotReady($"HTTP_{status}");
        return DailyFile.Read(body, out var lines) is { } mistake
            ? new BillAnswer.Broken(mistake)
            : new BillAnswer.File(Convert.ToHexStringLower(SHA256.HashData(body)), lines.ToAsyncEnumerable());
    }

    private bool IsTheirs(HttpResponseMessage response, byte[] body)
    {
        if (!response.Headers.TryGetValues(SignatureHeader, out var values)) return false;
        var (text, bytes) = (values.First(), new byte[1024]);
        return Convert.TryFromBase64String(text, bytes, out var length)
            && keys.Value.Theirs.Verify(body, bytes.AsSpan(0, length));
    }
}
