using System.Text;
using Platform.Hosting;
using Platform.Http;
using Platform.Operators;

namespace RefundCenter.Tests.Desk;

/// <summary>A person at the desk, whose requests gateway would have signed.</summary>
internal sealed class Deskmate(Uri service, string key, string name, params string[] roles) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = service };
    private readonly InternalAuth auth = new(new InternalOptions { Key = key });
    private readonly Operator person = new(Guid.CreateVersion7(), name, roles);

    public async Task<(int Status, JsonElement Body)> Post(string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = new StringContent(JsonSerializer.Serialize(body, OperatorBody.Json), Encoding.UTF8, "application/json");
        return await Send(request);
    }

    public async Task<(int Status, JsonElement Body)> Get(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await Send(request);
    }

    public void Dispose() => http.Dispose();

    private async Task<(int Status, JsonElement Body)> Send(HttpRequestMessage request)
    {
        var target = request.RequestUri!.OriginalString;
        foreach (var (header, value) in auth.Headers("gateway", null, request.Method.Method, target, person))
            request.Headers.TryAddWithoutValidation(header, value);
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }
}
