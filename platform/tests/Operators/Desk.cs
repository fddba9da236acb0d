using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Platform.Http;
using Platform.Operators;
using Platform.Testing;
using Platform.Tests.Sample;
using Platform.Time;

namespace Platform.Tests.Operators;

/// <summary>Persons who talk to the sample through gateway, as it would sign for them.</summary>
internal static class Desk
{
    public static Operator Person(string name, params string[] roles) =>
        new(Ids.New(TimeProvider.System), name, roles.Length == 0 ? ["counters"] : roles);

    /// <summary>What is answered; null as person is a service.</summary>
    public static async Task<Said> Ask(
        this ServiceHarness<SampleDb> sample, Operator? person, HttpMethod method, string path, object? body = null)
    {
        var address = new Uri(sample.Address, path);
        using var request = new HttpRequestMessage(method, address);
        if (body is not null)
            request.Content = body is string text ? new StringContent(text) : JsonContent.Create(body);
        foreach (var (name, value) in sample.Services.GetRequiredService<InternalAuth>()
            .Headers("gateway", null, method.Method, address.PathAndQuery, person))
            request.Headers.TryAddWithoutValidation(name, value);
        using var http = new HttpClient();
        using var answer = await http.SendAsync(request);
        return new(answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public static Task<Said> Get(this ServiceHarness<SampleDb> sample, Operator? person, string path) =>
        sample.Ask(person, HttpMethod.Get, path);

    public static Task<Said> Post(this ServiceHarness<SampleDb> sample, Operator? person, string path, object body) =>
        sample.Ask(person, HttpMethod.Post, path, body);
}

/// <summary>An answer.</summary>
internal sealed record Said(HttpStatusCode Status, string Text)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    /// <summary>The code of a refusal with its status; <c>200</c> when it is none.</summary>
    public string Code => (int)Status < 400 ? "200" : $"{(int)Status} {Json.GetProperty("code").GetString()}";

    public string Word(string member) => Json.GetProperty(member).GetString()!;
}
