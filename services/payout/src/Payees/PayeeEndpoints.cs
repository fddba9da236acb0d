using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Platform.Http;

namespace Payout.Payees;

/// <summary>
/// The vault over HTTP, for services of the platform only. Data stands in bodies, never in addresses.
/// </summary>
internal static class PayeeEndpoints
{
    /// <summary>The header in which a reader says what for.</summary>
    public const string ReasonHeader = "X-Vault-Reason";

    private const int LargestBody = 4096;
    private const int Unprocessable = StatusCodes.Status422UnprocessableEntity;

    public static void MapPayees(this IEndpointRouteBuilder app)
    {
        var payees = app.MapGroup("/internal/vault/payees").RequireInternalAuth();
        payees.MapPut("/{paymentId:guid}", Put);
        payees.MapGet("/{paymentId:guid}", Get);
    }

    private static async Task<IResult> Put(Guid paymentId, HttpRequest request, Vault vault, CancellationToken ct)
    {
        if (await Read(request, ct) is not { } input)
            return Refusals.Problem(
                "payee_malformed", Unprocessable,
                "The body is a JSON object with name, account and bank_code, and nothing else.");
        if (input.Check(out var payee) is { } error)
            return Refusals.Problem(error.Code, Unprocessable, error.Message);
        return await vault.Store(paymentId, payee, Caller(request), ct) switch
        {
            VaultAnswer.Stored { Action: VaultAction.Stored } stored =>
                Results.Json(new { account = stored.MaskedAccount }, statusCode: StatusCodes.Status201Created),
            var known => Results.Ok(new { account = known.MaskedAccount }),
        };
    }

    private static async Task<IResult> Get(
        Guid paymentId, HttpContext http, Vault vault, VaultOptions options, CancellationToken ct)
    {
        var (caller, reason) = (Caller(http.Request), http.Request.Headers[ReasonHeader].ToString());
        if (!options.Readers.Contains(caller))
            return Refusals.Problem(
                "vault_reader_refused", StatusCodes.Status403Forbidden, "This service may not read payee data.");
        if (reason.Length is 0 or > 200)
            return Refusals.Problem(
                "vault_reason_missing", Unprocessable,
                $"{ReasonHeader} says in at most 200 characters what the data is for.");

        http.Response.Headers.CacheControl = "no-store";
        return await vault.Read(paymentId, caller, reason, ct) is { } payee
            ? Results.Json(new PayeeInput(payee.Name, payee.Account, payee.BankCode))
            : Refusals.Problem(
                "payee_not_found", StatusCodes.Status404NotFound, "There is no payee data for this payment.");
    }

    private static async Task<PayeeInput?> Read(HttpRequest request, CancellationToken ct)
    {
        var body = new byte[LargestBody + 1];
        var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, ct);
        if (length > LargestBody) return null;
        try
        {
            return JsonSerializer.Deserialize<PayeeInput>(body.AsSpan(0, length), Strict);
        }
        catch (JsonException)
        {
            return null;                                              // its message would quote the body
        }
        finally
        {
            CryptographicOperations.ZeroMemory(body);
        }
    }

    private static readonly JsonSerializerOptions Strict = new()
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
    };

    private static string Caller(HttpRequest request) => request.Headers[InternalAuth.CallerHeader].ToString();
}
