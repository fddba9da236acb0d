using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Platform.Observability;

/// <summary>ASP.NET Core's server span has neither route nor status by itself; this adds them.</summary>
internal sealed class HttpSpanDetails(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        if (Activity.Current is not { } span) return;
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        span.SetTag("http.route", route);
        span.SetTag("http.response.status_code", context.Response.StatusCode);
        span.DisplayName = $"{context.Request.Method} {route}";
        if (context.Response.StatusCode >= 500) span.SetStatus(ActivityStatusCode.Error);
    }
}
