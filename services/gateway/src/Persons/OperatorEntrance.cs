using Microsoft.AspNetCore.Http.Features;
using Platform.Http;
using Platform.Operators;

namespace Gateway.Persons;

/// <summary>
/// Stands before every address under <c>/operators</c>, so that none can be forgotten: only signing in needs no
/// session. What is meant for the gateway's own <c>/internal</c> is turned to it here, signed as for any other service.
/// </summary>
internal sealed class OperatorEntrance(RequestDelegate next, PersonSessions sessions, InternalAuth auth)
{
    public const string Prefix = "/operators";

    private static readonly PathString[] OpenWithFirstSecret = ["/secret", "/sign-out", "/me"];

    public async Task InvokeAsync(HttpContext http)
    {
        if (!http.Request.Path.StartsWithSegments(Prefix, out var rest) || rest == "/sign-in")
        {
            await next(http);
            return;
        }
        if (await Enter(http, rest) is { } objection) await objection.ToResult().ExecuteAsync(http);
        else await next(http);
    }

    private async Task<Objection?> Enter(HttpContext http, PathString rest)
    {
        if (await sessions.Find(http) is not { } session) return PersonObjections.SessionMissing;
        if (session.HasFirstSecret && !OpenWithFirstSecret.Contains(rest)) return PersonObjections.FirstSecret;
        http.SignedIn(session);
        if (rest.StartsWithSegments("/gateway", out var own)) TurnInwards(http, "/internal" + own, session.Person);
        return null;
    }

    private void TurnInwards(HttpContext http, PathString path, Operator person)
    {
        var target = path.ToUriComponent() + http.Request.QueryString.ToUriComponent();
        http.Request.Path = path;
        http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = target;
        foreach (var (name, value) in auth.Headers("gateway", null, http.Request.Method, target, person))
            http.Request.Headers[name] = value;
    }
}
