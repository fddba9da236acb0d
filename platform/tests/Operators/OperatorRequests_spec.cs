using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Hosting;
using Platform.Http;
using Platform.Operators;

namespace Platform.Tests.Operators;

/// <summary>A request in which gateway says who signed in.</summary>
public sealed class A_request_of_a_person : IAsyncLifetime
{
    private static readonly InternalAuth Auth = new(new InternalOptions { Key = "a key for tests, long enough to be one" });
    private static readonly Operator Anna = new(Guid.Parse("01995c1e-7a00-7000-8000-000000000001"), "安娜, b\nc", ["desk", "auditor"]);
    private WebApplication app = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(Auth);
        app = builder.Build();
        app.MapGet("/services", () => "in").RequireInternalAuth();
        app.MapGet("/both", (HttpContext http) => http.OperatorOrNull()?.Name ?? "a service").RequireInternalAuth(operatorsToo: true);
        app.MapGet("/persons", (HttpContext http) => http.Operator()).RequireOperator();
        app.MapGet("/desk", (HttpContext http) => http.Operator().Name).RequireOperator("desk");
        app.MapGet("/chief", (HttpContext http) => http.Operator().Name).RequireOperator("chief");
        await app.StartAsync();
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Says_who_it_is_and_what_the_person_may()
    {
        var person = (await Ask("/persons", Anna)).Json;
        Assert.Equal((Anna.Id, Anna.Name), (person.GetProperty("id").GetGuid(), person.GetProperty("name").GetString()));
        Assert.Equal(["desk", "auditor"], person.GetProperty("roles").EnumerateArray().Select(r => r.GetString()));
    }

    [Theory]
    [InlineData("/services", "403 operator_not_allowed")]
    [InlineData("/both", "200")]
    [InlineData("/desk", "200")]
    [InlineData("/chief", "403 role_missing")]
    public async Task Is_let_in_where_persons_are(string path, string expected) => Assert.Equal(expected, (await Ask(path, Anna)).Code);

    [Theory]
    [InlineData("/services", "200")]
    [InlineData("/both", "200")]
    [InlineData("/persons", "403 operator_required")]
    [InlineData("/desk", "403 operator_required")]
    public async Task Is_told_from_one_of_a_service(string path, string expected) => Assert.Equal(expected, (await Ask(path, null)).Code);

    [Theory]
    [InlineData(InternalAuth.PersonHeader, "01995c1e-7a00-7000-8000-000000000002")]
    [InlineData(InternalAuth.PersonNameHeader, "bob")]
    [InlineData(InternalAuth.RolesHeader, "desk,auditor,chief")]
    [InlineData(InternalAuth.RolesHeader, null)]
    [InlineData(InternalAuth.PersonHeader, null)]
    [InlineData("*", null)]
    public async Task Is_refused_when_the_person_was_exchanged(string header, string? value) => Assert.Equal(
        "401 internal_signature_invalid", (await Ask("/both", Anna, (header, value))).Code);

    [Theory]
    [InlineData(InternalAuth.PersonHeader, "01995c1e-7a00-7000-8000-000000000001")]
    [InlineData(InternalAuth.PersonNameHeader, "")]
    [InlineData(InternalAuth.RolesHeader, "chief")]
    public async Task Cannot_be_made_of_one_of_a_service(string header, string value) => Assert.Equal(
        "401 internal_signature_invalid", (await Ask("/both", null, (header, value))).Code);

    /// <summary>The signature of a service's request is what it was before there were persons.</summary>
    [Fact]
    public void Changes_nothing_for_services_of_yesterday()
    {
        var headers = Auth.Headers("gateway", "m", "GET", "/internal/x?y=1").ToDictionary();
        var expected = System.Security.Cryptography.HMACSHA256.HashData(
            "a key for tests, long enough to be one"u8,
            System.Text.Encoding.UTF8.GetBytes($"gateway\nm\n{headers[InternalAuth.TimeHeader]}\nGET\n/internal/x?y=1"));
        Assert.Equal(Convert.ToHexStringLower(expected), headers[InternalAuth.SignatureHeader]);
        Assert.Equal(4, headers.Count);
    }

    private async Task<Said> Ask(string path, Operator? person, (string Header, string? Value)? change = null)
    {
        var address = new Uri(new Uri(app.Urls.First()), path);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        foreach (var (name, value) in Auth.Headers("gateway", null, "GET", path, person))
            if (!Drops(change, name))
                request.Headers.TryAddWithoutValidation(name, value);
        if (change is { Value: { } forged } c) request.Headers.TryAddWithoutValidation(c.Header, forged);
        using var http = new HttpClient();
        using var answer = await http.SendAsync(request);
        return new(answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static bool Drops((string Header, string? Value)? change, string name)
    {
        var isPersons = name.StartsWith(InternalAuth.PersonHeader, StringComparison.Ordinal) || name == InternalAuth.RolesHeader;
        return change is { } c && (c.Header == name || (c.Header == "*" && isPersons));
    }
}

public sealed class A_reason
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("     ")]
    [InlineData(" abcd ")]
    [InlineData("🎉🎉🎉🎉")]
    [InlineData("ab\0cde")]
    [InlineData("abc\ndef")]
    public void Is_more_than_a_word_in_passing(string? text) => Assert.Equal("reason_invalid", Reasons.Read(text, out _)?.Code);

    [Fact]
    public void Is_no_novel() => Assert.Equal(
        ("reason_invalid", null), (Reasons.Read(new string('x', 501), out _)?.Code, Reasons.Read(new string('x', 500), out _)));

    [Theory]
    [InlineData("  渠道已确认 ", "渠道已确认")]
    [InlineData("🎉🎉🎉🎉🎉", "🎉🎉🎉🎉🎉")]
    public void Is_kept_without_the_space_around_it(string text, string kept)
    {
        Assert.Null(Reasons.Read(text, out var reason));
        Assert.Equal(kept, reason);
    }
}
