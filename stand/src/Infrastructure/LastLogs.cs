namespace Stand.Infrastructure;

/// <summary>A failed run is worth nothing without the logs: those of the last run are kept when it ends, however it ends.</summary>
public sealed class LastLogs(RunDirectory run) : IDisposable
{
    /// <summary>Copies them to <see cref="RunDirectory.KeptLogs"/>.</summary>
    public void Dispose()
    {
        var (from, to) = (Path.Combine(run.Path, "logs"), RunDirectory.KeptLogs);
        if (Directory.Exists(to)) Directory.Delete(to, true);
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
