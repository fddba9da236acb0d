using Stand.Infrastructure;

namespace Stand.Commands;

/// <summary>The services as they were at another commit, built beside this tree.</summary>
internal static class FormerBuild
{
    /// <summary>The last commit of the day before that of the present one: what ran yesterday.</summary>
    public static async Task<string> Yesterday(CancellationToken ct)
    {
        var day = (await Git(ct, "show", "-s", "--format=%cd", "--date=format:%Y-%m-%d", "HEAD")).Trim();
        var commit = (await Git(ct, "rev-list", "-1", $"--before={day} 00:00", "HEAD")).Trim();
        return commit.Length > 0 ? commit : throw new StandException("There is no commit of a day before: name one.");
    }

    /// <summary>Builds a commit, once; the tree it is in.</summary>
    public static async Task<string> Of(string named, CancellationToken ct)
    {
        var commit = (await Git(ct, "rev-parse", "--verify", named + "^{commit}")).Trim();
        var tree = Path.Combine(Checkout.Root, "artifacts", "former", commit);
        if (!Directory.Exists(tree))
        {
            await Tool.Run(["git", "clone", "--quiet", "--no-checkout", Checkout.Root, tree], ct);
            await Tool.Run(["git", "-C", tree, "checkout", "--quiet", "--detach", commit], ct);
        }
        foreach (var service in Processes.ServiceDefinition.Services)
            await Tool.Run(
                ["dotnet", "build", Path.Combine(tree, "services", service.Name, "src", service.Project + ".csproj"),
                    "--configuration", Checkout.Configuration, "--verbosity", "quiet", "--nodeReuse:false"], ct);
        return tree;
    }

    private static Task<string> Git(CancellationToken ct, params string[] arguments) =>
        Tool.Run(["git", "-C", Checkout.Root, .. arguments], ct);
}
