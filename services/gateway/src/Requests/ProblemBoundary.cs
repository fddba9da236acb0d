using Gateway.Problems;
using Microsoft.AspNetCore.Http.Features;
using Platform.Persistence;

namespace Gateway.Requests;

/// <summary>
/// The outermost step: whatever goes wrong becomes a problem document. A lost database is 503 and says that nothing was
/// done; anything unforeseen is 500 and is logged, with nothing of the exception in the answer.
/// </summary>
internal sealed partial class ProblemBoundary(RequestDelegate next, ILogger<ProblemBoundary> log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
            var bare = http.Response is { HasStarted: false, ContentLength: null };
            if (bare && Bare(http.Response.StatusCode) is { } kind)
                await ProblemWriter.Write(http, new Refusal(kind));
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (BadHttpRequestException e) when (!http.Response.HasStarted)
        {
            await ProblemWriter.Write(http, new Refusal(Bare(e.StatusCode) ?? ProblemCatalogue.BodyMalformed));
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            var lost = DatabaseFaults.Classify(e) is not DatabaseFault.None;
            if (lost) Lost(log, e, http.Request.Method, http.Request.Path);
            else Unforeseen(log, e, http.Request.Method, http.Request.Path);
            http.Features.Get<IHttpResponseFeature>()?.Headers.Clear();
            await ProblemWriter.Write(http, lost
                ? new Refusal(ProblemCatalogue.ServiceUnavailable) { RetryAfter = Pause }
                : new Refusal(ProblemCatalogue.InternalError));
        }
    }

    /// <summary>What routing, or a service behind us, refuses without a body.</summary>
    private static ProblemKind? Bare(int status) => status switch
    {
        StatusCodes.Status404NotFound => ProblemCatalogue.RouteNotFound,
        StatusCodes.Status405MethodNotAllowed => ProblemCatalogue.MethodNotAllowed,
        StatusCodes.Status413PayloadTooLarge => ProblemCatalogue.BodyTooLarge,
        StatusCodes.Status415UnsupportedMediaType => ProblemCatalogue.MediaTypeUnsupported,
        StatusCodes.Status500InternalServerError => ProblemCatalogue.InternalError,
        > StatusCodes.Status500InternalServerError => ProblemCatalogue.ServiceUnavailable,
        _ => null,
    };

    [LoggerMessage(301, LogLevel.Warning, "the database did not answer {Method} {Path}")]
    private static partial void Lost(ILogger log, Exception exception, string method, string path);

    [LoggerMessage(302, LogLevel.Error, "{Method} {Path} failed")]
    private static partial void Unforeseen(ILogger log, Exception exception, string method, string path);
}
