using System.Globalization;
using Gateway.Problems;
using Platform.Http;

namespace Gateway.Requests;

/// <summary>
/// Counts how often a request went through a gateway, so that a route that points at itself ends in an answer and not in a stack
/// overflow; and takes away headers by which a client could pose as one of us (ASVS 4.1.3). A client that sets the count harms itself only.
/// </summary>
internal sealed class Hops(RequestDelegate next)
{
    private const string OurHeaders = "X-Platform-";
    private static readonly object Key = new();

    public Task InvokeAsync(HttpContext http)
    {
        var headers = http.Request.Headers;
        var sent = headers[InternalAuth.HopsHeader];
        var hops = sent.Count == 0 ? 0
            : int.TryParse(sent.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : InternalAuth.HopsAtMost;
        foreach (var name in headers.Keys.Where(k => k.StartsWith(OurHeaders, StringComparison.OrdinalIgnoreCase)).ToArray())
            headers.Remove(name);
        if (hops >= InternalAuth.HopsAtMost) return ProblemWriter.Write(http, new Refusal(ProblemCatalogue.TooManyHops));
        http.Items[Key] = hops;
        return next(http);
    }

    /// <summary>The count for a request that is passed on.</summary>
    public static string Next(HttpContext http) =>
        ((http.Items[Key] as int? ?? 0) + 1).ToString(CultureInfo.InvariantCulture);
}
