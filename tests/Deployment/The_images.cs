using System.Text.RegularExpressions;

namespace Deployment;

/// <summary>The Dockerfiles.</summary>
public sealed partial class The_images
{
    private static readonly string[] Programs = [.. Repository.Services.Select(x => $"services/{x}"), "simulators"];

    public static TheoryData<string> Folders => new(Programs);

    [Theory, MemberData(nameof(Folders))]
    public void Rest_on_versions_and_never_on_the_latest(string folder) => Assert.All(Bases(folder), x =>
    {
        Assert.Matches(@":\d+\.\d+", x);
        Assert.DoesNotContain("latest", x);
    });

    [Theory, MemberData(nameof(Folders))]
    public void Run_as_nobody_of_note(string folder) => Assert.Contains("\nUSER $APP_UID\n", Text(folder));

    [Theory, MemberData(nameof(Folders))]
    public void Tell_nobody_that_they_run(string folder) =>
        Assert.Contains("MASSTRANSIT_USAGE_TELEMETRY=false", Text(folder));

    [Theory, MemberData(nameof(Folders))]
    public void Are_built_from_folders_that_are_there(string folder) => Assert.All(
        Copied().Matches(Text(folder)).SelectMany(x => x.Groups[1].Value.Split(' ')),
        x => Assert.True(Path.Exists(Repository.PathOf(x)), x));

    [Theory, MemberData(nameof(Folders))]
    public void Copy_every_project_that_theirs_refers_to(string folder)
    {
        var seen = new HashSet<string>();
        Follow(Directory.GetFiles(Repository.PathOf($"{folder}/src"), "*.csproj").Single(), seen);
        Assert.All(seen, x => Assert.Contains($"COPY {x} {x}\n", Text(folder)));
    }

    [Fact]
    public void Of_services_have_no_shell()
    {
        foreach (var service in Repository.Services) Assert.Contains("chiselled", Bases($"services/{service}").Last());
    }

    [Fact]
    public void Start_the_program_that_is_built()
    {
        foreach (var folder in Programs)
            Assert.Contains($"ENTRYPOINT [\"dotnet\", \"{Path.GetFileNameWithoutExtension(
                Directory.GetFiles(Repository.PathOf($"{folder}/src"), "*.csproj").Single())}.dll\"]", Text(folder));
    }

    private static void Follow(string project, HashSet<string> seen)
    {
        if (!seen.Add(Path.GetRelativePath(Repository.Root, Path.GetDirectoryName(project)!))) return;
        foreach (Match reference in Reference().Matches(File.ReadAllText(project)))
            Follow(Path.GetFullPath(reference.Groups[1].Value, Path.GetDirectoryName(project)!), seen);
    }

    private static string Text(string folder) => Repository.Read($"{folder}/Dockerfile");

    private static IEnumerable<string> Bases(string folder) =>
        From().Matches(Text(folder)).Select(x => x.Groups[1].Value);

    [GeneratedRegex(@"^FROM (\S+)", RegexOptions.Multiline)]
    private static partial Regex From();

    [GeneratedRegex(@"^COPY (?!--from)(.+) \S+$", RegexOptions.Multiline)]
    private static partial Regex Copied();

    [GeneratedRegex("""<ProjectReference Include="([^"]+)" """)]
    private static partial Regex Reference();
}
