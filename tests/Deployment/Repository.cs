namespace Deployment;

/// <summary>The files of this repository.</summary>
public static class Repository
{
    /// <summary>The six services, by folder.</summary>
    public static readonly string[] Services =
        ["gateway", "clearing", "accounting", "refund-center", "payout", "reconciliation"];

    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    public static string Read(string relative) => File.ReadAllText(PathOf(relative));

    /// <summary>C# sources below a folder, without what was generated.</summary>
    public static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(PathOf(folder), "*.cs", SearchOption.AllDirectories)
            .Where(x => !x.Contains("/obj/", StringComparison.Ordinal)
                && !x.Contains("/bin/", StringComparison.Ordinal))
            .Select(File.ReadAllText);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Platform.sln")) ? folder
        : Path.GetDirectoryName(folder) is { } parent ? Find(parent)
        : throw new InvalidOperationException("The tests must run below the repository.");
}
