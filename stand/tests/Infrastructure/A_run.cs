using Stand.Infrastructure;

namespace Stand.Tests.Infrastructure;

public sealed class A_run
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Stand.dll");

    private readonly string _directory = Directory.CreateTempSubdirectory("stand-spec-").FullName;

    [Fact]
    public async Task Ends_at_a_word_from_another_shell_and_leaves_nothing()
    {
        var lines = await Stand("infra");
        Assert.Contains("export PLATFORM_TEST_BROKER='amqp://", lines, StringComparison.Ordinal);
        Assert.Contains("export PLATFORM_TEST_BROKER_CTL='", lines, StringComparison.Ordinal);
        Assert.Contains("export PLATFORM_TEST_DATABASE='Host=", lines, StringComparison.Ordinal);
        var state = ReadState();

        await Stand("down");

        await NothingIsLeftOf(state);
    }

    [Fact]
    public async Task Takes_its_servers_with_it_when_its_keeper_is_killed()
    {
        await Stand("infra");
        var state = ReadState();

        state.Keeper.Send(Signal.Kill);

        foreach (var process in state.Processes.Values)
            Assert.True(await process.WaitForExit(TimeSpan.FromSeconds(10)));
        await Stand("down");
        await NothingIsLeftOf(state);
    }

    [Fact]
    public async Task Hides_its_passwords_from_other_accounts()
    {
        await Stand("infra");
        try
        {
            var file = Path.Combine(Directory.EnumerateDirectories(_directory).Single(), "stand.json");
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
        finally
        {
            await Stand("down");
        }
    }

    [Fact]
    public async Task Leaves_spans_and_logs_to_be_looked_at_only_until_all_is_taken_down()
    {
        foreach (var kept in new[] { "telemetry", "last-test-logs" })
            await File.WriteAllTextAsync(
                Path.Combine(Directory.CreateDirectory(Path.Combine(_directory, kept)).FullName, "some"), "");

        await Stand("down");

        Assert.False(Directory.Exists(_directory));
    }

    private Task<string> Stand(string command) =>
        Tool.Run(["env", $"PLATFORM_RUN_DIRECTORY={_directory}", "dotnet", Program, command]);

    private RunState ReadState() => JsonSerializer.Deserialize<RunState>(
        File.ReadAllText(Path.Combine(Directory.EnumerateDirectories(_directory).Single(), "stand.json")))!;

    private async Task NothingIsLeftOf(RunState state)
    {
        Assert.Equal(["broker", "database", "epmd"], state.Processes.Keys.Order());
        foreach (var process in state.Processes.Values.Append(state.Keeper))
            Assert.True(await process.WaitForExit(TimeSpan.FromSeconds(10)));
        Assert.False(Directory.Exists(_directory));
    }
}
