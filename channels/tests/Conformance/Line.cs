namespace Channels.Tests.Conformance;

/// <summary>The other end of an HTTP line: remembers what was sent and answers as it is told.</summary>
public sealed class Line(Func<CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    private readonly List<LineCall> calls = [];

    public Line(Func<HttpResponseMessage> answer) : this(_ => Task.FromResult(answer()))
    {
    }

    public IReadOnlyList<LineCall> Calls => calls;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        calls.Add(new LineCall(
            request.Method.Method, request.RequestUri!.PathAndQuery, $"{request.RequestUri} {request.Headers}", body));
        return await answer(cancellationToken);
    }
}

/// <summary>One call that went over a <see cref="Line"/>.</summary>
public sealed record LineCall(string Method, string PathAndQuery, string AddressAndHeaders, string Body);
