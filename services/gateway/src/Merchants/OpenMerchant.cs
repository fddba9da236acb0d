using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Gateway.Problems;
using Gateway.Requests;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Platform.Persistence;
using Platform.Time;

namespace Gateway.Merchants;

/// <summary>The body of <c>POST /admin/merchants</c>.</summary>
/// <param name="MerchantId">To bring an id along; else one is made.</param>
/// <param name="Channels">Codes of the channels to open.</param>
/// <param name="Promise"><c>accepted</c>, <c>channel_final</c> or <c>reconciled</c>.</param>
public sealed record MerchantRequest(
    Guid? MerchantId,
    [property: Required] string Name,
    [property: Required] IReadOnlyList<string> Channels,
    [property: Required] string Promise);

/// <summary>What is told once and never again.</summary>
/// <param name="ApiKey">For <c>Authorization: Bearer</c>.</param>
/// <param name="SigningSecret">Base64, for signatures.</param>
public sealed record MerchantCredentials(Guid MerchantId, string KeyId, string ApiKey, string SigningSecret);

/// <summary>
/// Makes a merchant, its agreement and its first key. For setting up an installation, guarded by a key from
/// configuration.
/// </summary>
public sealed class OpenMerchant(
    Transactions<GatewayDb> transactions, SecretBox box, GatewayOptions options, TimeProvider clock)
{
    private const string Bearer = "Bearer ";
    private static readonly Dictionary<string, PromisePolicy> Promises = new(StringComparer.Ordinal)
    {
        ["accepted"] = PromisePolicy.Accepted,
        ["channel_final"] = PromisePolicy.ChannelFinal,
        ["reconciled"] = PromisePolicy.Reconciled,
    };

    public async Task<IResult> Post(HttpContext http)
    {
        if (!IsAdmin(http.Request.Headers.Authorization.ToString()))
            return new Refusal(ProblemCatalogue.ApiKeyInvalid).ToResult();
        if (await http.ReadBody() is null) return new Refusal(ProblemCatalogue.BodyTooLarge).ToResult();
        var (wish, refusal) = BodyReader.Read(http, Read);
        if (wish is null) return refusal!.ToResult();
        try
        {
            return Answer.Of(
                StatusCodes.Status201Created, await transactions.Run(unit => Open(unit, wish), http.RequestAborted));
        }
        catch (DbUpdateException e) when (
            e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return Refusal.Invalid("/merchant_id", FieldCodes.Contradiction, "There is a merchant with this id.")
                .ToResult();
        }
    }

    private Task<MerchantCredentials> Open(Unit<GatewayDb> unit, MerchantRequest wish)
    {
        var now = clock.Now();
        var merchant = new Merchant
        {
            Id = wish.MerchantId ?? Ids.New(clock),
            Name = wish.Name,
            Channels = [.. wish.Channels],
            Promise = Promises[wish.Promise],
            CreatedAt = now,
        };
        var keyId = "rk_" + RandomNumberGenerator.GetHexString(16, lowercase: true);
        var secret = RandomNumberGenerator.GetBytes(32);
        var bearer = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        unit.Db.Add(merchant);
        unit.Db.Add(new ApiKey
        {
            Id = keyId,
            MerchantId = merchant.Id,
            SecretHash = ApiKey.Hash(bearer),
            SealedSigningSecret = box.Seal(secret, keyId),
            CreatedAt = now,
        });
        return Task.FromResult(
            new MerchantCredentials(merchant.Id, keyId, $"{keyId}.{bearer}", Convert.ToBase64String(secret)));
    }

    private bool IsAdmin(string authorization) =>
        authorization.StartsWith(Bearer, StringComparison.Ordinal)
        && CryptographicOperations.FixedTimeEquals(
            ApiKey.Hash(authorization[Bearer.Length..]), ApiKey.Hash(options.AdminKey));

    private static MerchantRequest Read(BodyReader body) => new(
        body.OptionalId("merchant_id"), body.RequiredWords("name", 100), body.Codes("channels", 32, 50),
        body.OneOf("promise", [.. Promises.Keys]));
}
