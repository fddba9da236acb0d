using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Platform.Http;
using Platform.Tests.Messaging;

namespace Platform.Tests.Http;

/// <summary>A request that one of the platform's own services signed, over HTTP.</summary>
public sealed class A_signed_request : SampleSpec
{
    private const string Target = "/internal/dead-letters?source=sample-counters_error&x=a+b";
    private const string Refused = "internal_signature_invalid";

    [Fact]
    public async Task Is_let_in_as_it_was_signed()
    {
        using var answer = await Send(Target);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("/internal/dead-letters?source=sample-moves_error&x=a+b")]
    [InlineData("/internal/dead-letters?x=%41+b&source=sample-counters_error")]
    [InlineData(Target + "&source=sample-moves_error")]
    [InlineData("/internal/dead-letters")]
    [InlineData("/internal/dead-letters/?source=sample-counters_error&x=a+b")]
    public async Task Is_refused_at_another_address(string target) => await IsRefused(await Send(target));

    [Theory]
    [InlineData(InternalAuth.CallerHeader)]
    [InlineData(InternalAuth.OwnerHeader)]
    [InlineData(InternalAuth.TimeHeader)]
    [InlineData(InternalAuth.SignatureHeader)]
    public async Task Is_refused_with_another(string header) => await IsRefused(await Send(Target, header));

    /// <summary>People have nothing but curl and openssl.</summary>
    [Theory]
    [InlineData("desk", "200")]
    [InlineData("desk sample-counters_error", "200")]
    [InlineData("desk 'upgraded & 升级, by 50 %'", "200")]
    [InlineData("PERSON=bob; desk() { :; }; curl -s \"$SERVICE/internal/dead-letters\"", "401")]
    public async Task Is_what_the_script_for_the_desk_sends(string call, string status)
    {
        var script = $"set -u; PERSON=anna; . {PathOf("docs/operations/desk.sh")}; curl() {{ command curl -o /dev/null -w '%{{http_code}}' \"$@\"; }}; {call}";
        var start = new ProcessStartInfo("bash", ["-c", script]) { RedirectStandardOutput = true };
        start.Environment["SERVICE"] = Sample.Address.ToString().TrimEnd('/');
        start.Environment["INTERNAL_KEY"] = "a key for tests, long enough to be one";
        using var bash = Process.Start(start)!;
        Assert.Equal(status, await bash.StandardOutput.ReadToEndAsync());
    }

    private static async Task IsRefused(HttpResponseMessage answer)
    {
        using (answer)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal(Refused, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
            Assert.Contains($"\n| all | `{Refused}` | 401 | ", await File.ReadAllTextAsync(PathOf("docs/errors.md")));
        }
    }

    /// <summary>Signed by gateway for <see cref="Target"/> and nobody's merchant.</summary>
    private async Task<HttpResponseMessage> Send(string target, string? changed = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Sample.Address, target));
        var auth = Sample.Services.GetRequiredService<InternalAuth>();
        foreach (var (name, value) in auth.Headers("gateway", null, "GET", Target))
            request.Headers.TryAddWithoutValidation(name, name == changed ? value + "1" : value);
        using var http = new HttpClient();
        return await http.SendAsync(request);
    }

    private static string PathOf(string file, [CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(here, "../../../..", file));
}
