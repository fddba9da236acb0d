using System.Text.RegularExpressions;
using Stand.Infrastructure;

namespace Stand.Commands;

/// <summary>
/// <c>test [PART…]</c>: runs the built test projects of the solution whose name contains one of the parts (all
/// without), one after another, the end-to-end tests last, on one broker and one database. The last line counts the
/// results.
/// </summary>
public static partial class TestCommand
{
    private static readonly TimeSpan LimitPerProject = TimeSpan.FromMinutes(60);

    /// <summary>Runs the command; zero only when tests ran and none failed.</summary>
    public static async Task<int> Run(string[] parts, CancellationToken ct)
    {
        var projects = ProjectsOf(await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "Platform.sln"), ct))
            .Where(p => parts.Length == 0 || parts.Any(part => p.Contains(part, StringComparison.OrdinalIgnoreCase)))
            .ToList();
        if (projects.Count == 0)
            throw new StandException("No test project has such a name.");

        var run = await RunDirectory.Create(RunDirectory.NewId("test"));
        var total = new TestResults();
        try
        {
            await using var servers = await Servers.FindOrStart(run, mayUseConfigured: false, ct);
            foreach (var project in projects)
            {
                var results = await RunProject(run, servers, project, ct);
                Console.WriteLine($"{project,-32} {results.Summary}");
                total += results;
            }
        }
        finally
        {
            await Ending.Clear(run.State);
        }

        foreach (var failure in total.Failures)
            Console.WriteLine($"\nFAILED {failure}");
        Console.WriteLine($"\n{total.Summary}");
        return total is { Failed: 0, Passed: > 0 } ? 0 : 1;
    }

    /// <summary>The test projects of a solution, in the order in which they are run.</summary>
    public static IEnumerable<string> ProjectsOf(string solution) =>
        TestProject().Matches(solution).Select(m => m.Groups["name"].Value)
            .OrderBy(name => name.StartsWith("EndToEnd", StringComparison.Ordinal))
            .ThenBy(name => name, StringComparer.Ordinal);

    private static async Task<TestResults> RunProject(
        RunDirectory run, Servers servers, string project, CancellationToken ct)
    {
        var report = Path.Combine(run.Path, project + ".trx");
        var environment = servers.TestVariables.ToDictionary(v => v.Key, string? (v) => v.Value);
        (environment["PLATFORM_BROKER"], environment["PLATFORM_DATABASE"]) = (null, null);
        var process = await run.Start(new Launch(
            project,
            ["dotnet", "test", Checkout.Program(project), "--logger", $"trx;LogFileName={report}",
             "--results-directory", run.Path],
            run.Log(project))
        { Environment = environment, WorkingDirectory = Checkout.Root });

        await using var interrupted = ct.Register(() => process.Identity.KillTree());
        var ended = await process.WaitForExit(LimitPerProject);
        if (!ended)
            await process.Kill9();
        ct.ThrowIfCancellationRequested();

        var results = File.Exists(report) ? TestResults.Read(project, await File.ReadAllTextAsync(report, ct)) : new();
        return results.Failed == 0 && process.ExitCode != 0
            ? results.DidNotFinish(ended ? $"{project} ended with code {process.ExitCode}.{process.LogTail()}"
                : $"{project} was killed after {LimitPerProject.TotalMinutes} minutes.{process.LogTail()}")
            : results;
    }

    [GeneratedRegex(@"""(?<name>[\w.]+\.Tests)"", ""[^""]+\.csproj""")]
    private static partial Regex TestProject();
}
