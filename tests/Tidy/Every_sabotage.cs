using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Tidy;

/// <summary>
/// The patches of tests/Sabotage, which prove.sh shows to be caught. Here only that they keep up with the code: that
/// they apply to it, and that the tests are there which they say they turn red.
/// </summary>
public sealed partial class Every_sabotage
{
    private static readonly string Folder = Path.Combine(SourceTree.Root, "tests", "Sabotage");

    public static TheoryData<string> Names { get; } =
        [.. Directory.EnumerateFiles(Folder, "*.patch").Select(p => Path.GetFileNameWithoutExtension(p)).Order()];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Still_applies(string name)
    {
        var (code, said) = await Check(PathOf(name));
        Assert.True(code == 0, $"Make {name}.patch anew, the code under it has changed:\n{said}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Would_not_apply_to_other_code(string name)
    {
        var other = Path.GetTempFileName();
        try
        {
            var patch = await File.ReadAllTextAsync(PathOf(name));
            await File.WriteAllTextAsync(other, OldLine().Replace(patch, "$1 no such line"));
            Assert.NotEqual(0, (await Check(other)).Code);
        }
        finally
        {
            File.Delete(other);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Names_tests_that_exist(string name)
    {
        var reds = Red().Matches(File.ReadAllText(PathOf(name)));

        Assert.NotEmpty(reds);
        Assert.All(reds, red => Assert.True(Exists(red.Groups), $"{name}.patch: there is no test {red.Value}"));
    }

    private static bool Exists(GroupCollection red)
    {
        var project = SourceTree.Repository.Files.SingleOrDefault(f => f.Name == red["project"].Value + ".csproj");
        var folder = project?.Path[..(project.Path.LastIndexOf('/') + 1)];
        return folder is not null && SourceTree.Repository.CSharp.Any(f =>
            f.Path.StartsWith(folder, StringComparison.Ordinal)
            && Regex.IsMatch(f.Text, $@"\bclass {red["class"].Value}\b")
            && Regex.IsMatch(f.Text, $@"\b{red["method"].Value}\("));
    }

    private static string PathOf(string name) => Path.Combine(Folder, name + ".patch");

    private static async Task<(int Code, string Said)> Check(string patch)
    {
        var start = new ProcessStartInfo("git", ["apply", "--check", patch])
        {
            WorkingDirectory = SourceTree.Root,
            RedirectStandardError = true,
        };
        // In a copy without a repository of its own, git would take the patch for one of a repository further up.
        start.Environment["GIT_CEILING_DIRECTORIES"] = Path.GetDirectoryName(SourceTree.Root);
        foreach (var name in new[] { "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE" }) start.Environment.Remove(name);
        using var git = Process.Start(start)!;
        var said = await git.StandardError.ReadToEndAsync();
        await git.WaitForExitAsync();
        return (git.ExitCode, said);
    }

    [GeneratedRegex("^([ -])(?!-).*$", RegexOptions.Multiline)]
    private static partial Regex OldLine();

    [GeneratedRegex(@"^# turns red: (?<project>\S+) (?<class>\w+)(\.(?<method>\w+))?$", RegexOptions.Multiline)]
    private static partial Regex Red();
}
