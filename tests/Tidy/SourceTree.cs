namespace Tidy;

/// <summary>All text files of the repository, or a few made up to show that a rule can fail.</summary>
public sealed class SourceTree(IReadOnlyList<SourceFile> files)
{
    private static readonly string[] Skipped = ["artifacts", "bin", "obj", "node_modules", ".git", ".run"];

    private static readonly string[] Texts =
    [
        ".cs", ".csproj", ".props", ".targets", ".sln", ".md", ".sql", ".json", ".yml", ".yaml", ".sh", ".razor", ".css",
    ];

    private static readonly string[] NamesOfTexts =
        ["run", "Dockerfile", ".editorconfig", ".gitignore", ".gitattributes"];

    /// <summary>Where the repository lies that the tests were built from.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>All of it.</summary>
    public static SourceTree Repository { get; } = Read(Root);

    public IReadOnlyList<SourceFile> Files => files;

    public IEnumerable<SourceFile> CSharp => files.Where(f => f.IsCSharp);

    /// <summary>The names of the services' folders.</summary>
    public IEnumerable<string> Services => files.Select(f => f.FolderIn("services")).OfType<string>().Distinct();

    public SourceFile? Find(string path) => files.FirstOrDefault(f => f.Path == path);

    private static SourceTree Read(string root)
    {
        var found = new List<SourceFile>();
        var folders = new Stack<string>([root]);
        while (folders.TryPop(out var folder))
        {
            foreach (var next in Directory.EnumerateDirectories(folder))
                if (!Skipped.Contains(Path.GetFileName(next)))
                    folders.Push(next);
            foreach (var file in Directory.EnumerateFiles(folder))
                if (Texts.Contains(Path.GetExtension(file)) || NamesOfTexts.Contains(Path.GetFileName(file)))
                    found.Add(new SourceFile(Path.GetRelativePath(root, file), File.ReadAllText(file)));
        }

        return new SourceTree([.. found.OrderBy(f => f.Path, StringComparer.Ordinal)]);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Platform.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("No Platform.sln above the tests.");
        return folder.FullName;
    }
}
