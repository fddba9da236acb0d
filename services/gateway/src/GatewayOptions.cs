using System.ComponentModel.DataAnnotations;

namespace Gateway;

/// <summary>The gateway's own settings. Section <c>Gateway</c>.</summary>
public sealed record GatewayOptions : IValidatableObject
{
    private const int SecretKeySize = 32;
    private const int ShortestAdminKey = 32;

    /// <summary>What this process does, for example <c>api,messages</c>. Default all of it.</summary>
    public GatewayRoles Roles { get; init; } = GatewayRoles.All;

    /// <summary>
    /// Bearer key (at least 32 characters) of <c>POST /admin/merchants</c> and <c>POST /admin/persons</c>, with which
    /// merchants and the first two persons are made. For processes with the role <c>api</c>.
    /// </summary>
    public string AdminKey { get; init; } = "";

    /// <summary>Base64 of the 32 bytes under which signing secrets and parts of first secrets are sealed.</summary>
    [Required] public string SecretKey { get; init; } = "";

    /// <summary>
    /// Scheme and host as merchants write them, for example <c>https://api.example.com</c>; null = as the request says.
    /// </summary>
    public string? PublicOrigin { get; init; }

    /// <summary>Refunds of one merchant that may be on their way without an answer. Default 32.</summary>
    [Range(1, 10_000)] public int UnansweredAtMost { get; init; } = 32;

    /// <summary>Requests a second that a merchant may make on one route. Default 200.</summary>
    [Range(1, 100_000)] public int RequestsPerSecond { get; init; } = 200;

    /// <summary>Requests that may come at once after a quiet time. Default 400.</summary>
    [Range(1, 100_000)] public int Burst { get; init; } = 400;

    public bool Has(GatewayRoles role) => (Roles & role) != 0;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Roles is GatewayRoles.None || (Roles & ~GatewayRoles.All) != 0)
            yield return new("one or more of api, messages, webhooks", [nameof(Roles)]);
        if (Has(GatewayRoles.Api) && AdminKey.Length < ShortestAdminKey)
            yield return new($"at least {ShortestAdminKey} characters", [nameof(AdminKey)]);
        var bytes = new byte[SecretKey.Length];
        if (!Convert.TryFromBase64String(SecretKey, bytes, out var length) || length != SecretKeySize)
            yield return new("base64 of 32 bytes is needed", [nameof(SecretKey)]);
        if (PublicOrigin is not null
            && (!Uri.TryCreate(PublicOrigin, UriKind.Absolute, out var origin) || origin.PathAndQuery != "/"))
            yield return new("scheme and host only", [nameof(PublicOrigin)]);
    }
}
