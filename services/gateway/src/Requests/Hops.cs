using System.Globalization;
using Gateway.Problems;
using Microsoft.Extensions.Primitives;
using Platform.Http;

namespace Gateway.Requests;

/// <summary>
/// Counts how often a request went through a gateway, so that a route that points at itself ends in an answer and not
/// in a stack overflow; and takes away headers by which a client could pose as one of us (ASVS 4.1.3). A client that
/// sets the count harms itself only. What lies under <c>/internal</c> is not for clients, passes nothing on, and checks
/// the signature itself.
/// </summary>
internal sealed class Hops(RequestDelegate next)
{
    private const string OurHeaders = "X-Platform-";
    private const string Internal = "/internal";
    private static readonly object Key = new();

    public Task InvokeAsync(HttpContext http)
    {
        if (http.Request.Path.StartsWithSegments(Internal, StringComparison.OrdinalIgnoreCase)) return next(http);
        var headers = http.Request.Headers;
        var hops = Count(headers[InternalAuth.HopsHeader]);
        foreach (var name in headers.Keys.Where(IsOurs).ToArray()) headers.Remove(name);
        if (hops >= InternalAuth.HopsAtMost)
            return ProblemWriter.Write(http, new Refusal(ProblemCatalogue.TooManyHops));
        http.Items[Key] = hops;
        return next(http);
    }

    private static bool IsOurs(string header) => header.StartsWith(OurHeaders, StringComparison.OrdinalIgnoreCase);

    /// <summary>What is no count is as bad as one too many.</summary>
    private static int Count(StringValues sent)
    {
        if (sent.Count == 0) return 0;
        var whole = int.TryParse(sent.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var count);
        return whole ? count : InternalAuth.HopsAtMost;
    }

    /// <summary>The count for a request that is passed on.</summary>
    public static string Next(HttpContext http) =>
        ((http.Items[Key] as int? ?? 0) + 1).ToString(CultureInfo.InvariantCulture);
}
