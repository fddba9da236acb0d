using Stand.Infrastructure;

namespace Stand.Processes;

/// <summary>
/// Which settings a build knows: those of its own composition. Another build that does not know one refuses to start with it.
/// </summary>
internal static class Composition
{
    /// <summary>Takes out what today's composition sets and that of the tree does not: sections, and single settings.</summary>
    public static void Fit(Dictionary<string, string?> settings, string tree)
    {
        var (ours, theirs) = (TextOf(Checkout.Root), TextOf(tree));
        foreach (var name in settings.Keys.Where(x => IsNew(x) || IsNew(x.Split("__")[0] + "__")).ToList())
            settings.Remove(name);

        bool IsNew(string text) => ours.Contains(text) && !theirs.Contains(text);
    }

    private static string TextOf(string tree) => string.Concat(
        Directory.EnumerateFiles(Path.Combine(tree, "deploy", "compose"), "*.env")
            .Append(Path.Combine(tree, "docker-compose.yml")).Select(File.ReadAllText));
}
