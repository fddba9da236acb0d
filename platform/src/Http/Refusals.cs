using Microsoft.AspNetCore.Http;

namespace Platform.Http;

/// <summary>
/// How a service refuses what another one of the platform, or the console, asks: RFC 9457 with a code that never changes its meaning.
/// docs/errors.md lists them, from the gateway's <c>ServiceCodes</c>.
/// </summary>
public static class Refusals
{
    /// <param name="code">snake_case, for machines.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="detail">One English sentence for people; carries no payee data.</param>
    public static IResult Problem(string code, int status, string detail) => Results.Problem(
        detail, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });
}
