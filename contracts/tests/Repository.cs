namespace Contracts.Tests;

/// <summary>The files of the repository that the tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] Skipped = ["artifacts", "bin", "obj", ".git", ".run"];

    public static string Root { get; } = FindRoot();

    public static string PathOf(string path) => Path.Combine(Root, path);

    public static string Read(string path) => File.ReadAllText(PathOf(path));

    public static bool Has(string path) => Path.Exists(PathOf(path));

    /// <summary>Every file below a folder, as paths from the root.</summary>
    public static IEnumerable<string> FilesIn(string folder) =>
        from file in Directory.EnumerateFiles(PathOf(folder), "*", SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Root, file)
        where !path.Split(Path.DirectorySeparatorChar).Any(Skipped.Contains)
        select path;

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Platform.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("No Platform.sln above the tests.");
        return folder.FullName;
    }
}
