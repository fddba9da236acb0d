using System.Runtime.CompilerServices;
using Gateway.Problems;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Platform.Testing;

namespace Gateway.Tests.Documents;

/// <summary>
/// What is written down for merchants is what the code says. <c>UPDATE_DOCUMENTS=1</c> writes it anew.
/// </summary>
[Collection(nameof(OverHttp))]
public sealed class The_documents(GatewayFixture gateway)
{
    [Fact]
    public async Task Have_the_API_as_it_is_served()
    {
        var served = await gateway.Http.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative));
        Assert.StartsWith(
            "3.1", JsonDocument.Parse(served).RootElement.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        IsWritten(served.ReplaceLineEndings("\n").TrimEnd() + "\n", "services/gateway/openapi/v1.json");
    }

    /// <summary>Those that are passed on, too.</summary>
    [Fact]
    public async Task Have_every_address_of_the_API_and_no_other()
    {
        var served = JsonDocument.Parse(
            await gateway.Http.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative))).RootElement;
        var described =
            from path in served.GetProperty("paths").EnumerateObject()
            from operation in path.Value.EnumerateObject()
            select $"{path.Name} {operation.Name}";
        var mapped =
            from endpoint in gateway.Harness.Services.GetRequiredService<EndpointDataSource>().Endpoints
            where endpoint is RouteEndpoint { RoutePattern.RawText: { } text }
                && text.StartsWith("/v1/", StringComparison.Ordinal)
            from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods
            select $"{((RouteEndpoint)endpoint).RoutePattern.RawText} {method.ToLowerInvariant()}";
        Assert.Contains("/v1/balances get", mapped);
        Assert.Equal(mapped.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Have_the_catalogue_of_errors_as_it_is() => IsWritten(ErrorsPage.Markdown(), "docs/errors.md");

    [Fact]
    public async Task Are_served_where_a_refusal_points_to()
    {
        using var refused = await gateway.Http.GetAsync(new Uri("/v1/refunds", UriKind.Relative));
        var problem = JsonDocument.Parse(await refused.Content.ReadAsStringAsync()).RootElement;
        var address = problem.GetProperty("doc_url").GetString()!;
        Assert.Equal(address, problem.GetProperty("type").GetString());

        var page = await gateway.Http.GetStringAsync(new Uri(address, UriKind.Relative));

        Assert.Contains($"<a id=\"{address[(address.IndexOf('#', StringComparison.Ordinal) + 1)..]}\">", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Name_every_code_once_with_both_languages()
    {
        Assert.Equal(ProblemCatalogue.All.Count, ProblemCatalogue.All.Select(k => k.Code).Distinct().Count());
        Assert.All(ProblemCatalogue.All, k => Assert.Matches("^[a-z][a-z_]*$", k.Code));
        Assert.All(ProblemCatalogue.All, k => Assert.True(k.English.EndsWith('.') && k.Chinese.EndsWith('。'), k.Code));
        var declared = typeof(ProblemCatalogue).GetFields().Select(f => f.GetValue(null)).OfType<ProblemKind>();
        Assert.Equal(declared, ProblemCatalogue.All);
    }

    /// <summary>A code that no test provokes is a promise that nobody checks.</summary>
    [Fact]
    public void Have_a_test_for_every_code()
    {
        var folder = Path.Combine(Root(), "services/gateway/tests");
        var tests = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories);
        var text = string.Concat(tests.Select(File.ReadAllText));
        Assert.DoesNotContain(ProblemCatalogue.All, k => !text.Contains($"\"{k.Code}\"", StringComparison.Ordinal));
    }

    [Fact]
    public Task Have_the_tables_as_they_are_mapped() => SchemaSpec.AssertMatchesModel<GatewayDb>();

    private static void IsWritten(string text, string path)
    {
        var file = Path.Combine(Root(), path);
        if (Environment.GetEnvironmentVariable("UPDATE_DOCUMENTS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
        Assert.Equal(File.ReadAllText(file).ReplaceLineEndings("\n"), text);
    }

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(here, "../../../../.."));
}
