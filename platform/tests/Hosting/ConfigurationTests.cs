using Platform.Hosting;
using Platform.Time;

namespace Platform.Tests.Hosting;

public sealed class A_wrong_configuration
{
    [Fact]
    public void Is_reported_whole_at_start()
    {
        var builder = PlatformHost.CreateBuilder(["--restored", "yesterday"], "sample", new Dictionary<string, string?>
        {
            ["Environment"] = "Production",
            ["Clock:OffsetFile"] = "/nowhere/clock",
            ["Database:PoolSize"] = "1000",
            ["Internal:Key"] = "short",
        });
        builder.AddPlatform<Sample.SampleDb>(_ => { });
        var errors = builder.Services.Select(s => s.ImplementationInstance).OfType<ConfigurationErrors>().Single();
        var thrown = Assert.Throws<InvalidOperationException>(errors.ThrowIfAny);
        foreach (var named in new[] { "Clock:OffsetFile", "Database:ConnectionString", "Database:PoolSize", "Broker:Uri", "Internal:Key", "--restored" })
            Assert.Contains(named, thrown.Message, StringComparison.Ordinal);
    }
}

public sealed class The_business_clock : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    [Fact]
    public async Task Runs_ahead_by_the_file_and_never_back()
    {
        using var clock = new PlatformClock(file);
        var jumped = new TaskCompletionSource();
        clock.Jumped += () => jumped.TrySetResult();
        await File.WriteAllTextAsync(file, "3600");
        await jumped.Task.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(TimeSpan.FromHours(1), clock.Offset);
        await File.WriteAllTextAsync(file, "60");
        using var reread = new PlatformClock(file);
        Assert.Equal(TimeSpan.FromMinutes(1), reread.Offset);     // read by now; the older clock must have looked as well
        await Platform.Testing.Eventually.True(() => clock.Offset == TimeSpan.FromHours(1), "still an hour ahead");
    }

    public void Dispose() => File.Delete(file);
}
