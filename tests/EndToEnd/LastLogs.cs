using Stand.Infrastructure;

namespace EndToEnd;

/// <summary>A failed test is worth nothing without the logs: those of the last run are kept when it ends, however it ends.</summary>
internal sealed class LastLogs(RunDirectory run) : IDisposable
{
    public void Dispose()
    {
        var (from, to) = (Path.Combine(run.Path, "logs"), RunDirectory.KeptLogs);
        if (Directory.Exists(to)) Directory.Delete(to, true);
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
