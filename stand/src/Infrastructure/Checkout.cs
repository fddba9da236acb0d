namespace Stand.Infrastructure;

/// <summary>The source tree that this program was built from.</summary>
public static class Checkout
{
    /// <summary>The directory that holds Platform.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>
    /// Which build of the services to start: PLATFORM_CONFIGURATION, else the one we were built in ourselves.
    /// </summary>
    public static string Configuration { get; } =
        Environment.GetEnvironmentVariable("PLATFORM_CONFIGURATION")?.ToLowerInvariant()
        ?? new DirectoryInfo(AppContext.BaseDirectory).Name;

    /// <summary>The built program of a project, of this tree or of another one.</summary>
    public static string Program(string project, string? root = null) =>
        Path.Combine(root ?? Root, "artifacts", "bin", project, Configuration, project + ".dll");

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Platform.sln")))
            directory = directory.Parent ?? throw new StandException($"No Platform.sln above {AppContext.BaseDirectory}.");
        return directory.FullName;
    }
}
