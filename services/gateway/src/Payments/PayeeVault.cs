using System.Net;
using System.Net.Http.Headers;
using Gateway.Problems;
using Gateway.Requests;
using Platform.Http;

namespace Gateway.Payments;

/// <summary>
/// Passes payee data on to payout's vault, which alone keeps it. Putting the same data twice is one effect. Nothing of
/// it is stored, logged or sent over the bus here.
/// </summary>
public sealed class PayeeVault(HttpClient vault, InternalAuth auth)
{
    /// <summary>Null when the vault has it; else why not: the data was refused, or the vault did not answer.</summary>
    public async Task<Refusal?> Put(HttpContext http, Guid merchantId, Guid paymentId, PayeeInstrument payee)
    {
        var path = $"/internal/vault/payees/{paymentId:D}";
        using var request = new HttpRequestMessage(HttpMethod.Put, path)
        {
            Content = new ByteArrayContent(ApiJson.Write(payee)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(Answer.Json);
        foreach (var (name, value) in auth.Headers("gateway", merchantId.ToString("D"), HttpMethod.Put.Method, path))
            request.Headers.TryAddWithoutValidation(name, value);
        request.Headers.TryAddWithoutValidation(InternalAuth.HopsHeader, Hops.Next(http));
        try
        {
            using var response = await vault.SendAsync(request, http.RequestAborted);
            if (response.IsSuccessStatusCode) return null;
            return response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity
                ? new Refusal(ProblemCatalogue.PayeeRefused) { Param = "/payee" }
                : Unavailable;
        }
        catch (Exception e) when (
            e is HttpRequestException or TaskCanceledException && !http.RequestAborted.IsCancellationRequested)
        {
            return Unavailable;
        }
    }

    private static Refusal Unavailable =>
        new(ProblemCatalogue.ServiceUnavailable, "The vault for payee data did not answer.")
    {
        RetryAfter = TimeSpan.FromSeconds(2),
    };
}
