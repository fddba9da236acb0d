namespace Stand.Infrastructure;

/// <summary>A server that somebody else runs: it is used, never started, stopped or hurt.</summary>
/// <param name="variable">The environment variable that named it.</param>
public sealed class ConfiguredServer(string variable) : IServer
{
    /// <inheritdoc />
    public Task Start(CancellationToken ct) => Task.CompletedTask;

    /// <inheritdoc />
    public Task Stop() => Task.CompletedTask;

    /// <inheritdoc />
    public Task Kill9() => throw NotOurs();

    /// <inheritdoc />
    public Task Send(Signal signal) => throw NotOurs();

    /// <summary>
    /// Its tools, when <c>VARIABLE_CTL</c> holds a command prefix for them, such as <c>docker exec broker</c>.
    /// </summary>
    public IReadOnlyList<string> ToolCommand(string tool, params IReadOnlyList<string> arguments) =>
        Environment.GetEnvironmentVariable(variable + "_CTL") is { Length: > 0 } prefix
            ? [.. prefix.Split(' '), tool, .. arguments]
            : throw new StandException($"The server of {variable} is not ours: set {variable}_CTL to reach its {tool}.");

    private StandException NotOurs() => new($"The server of {variable} is not ours to stop.");
}
