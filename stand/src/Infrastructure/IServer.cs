namespace Stand.Infrastructure;

/// <summary>A server program, wherever it runs: privately on this machine, in a container, or elsewhere.</summary>
public interface IServer
{
    /// <summary>
    /// Starts it and waits until it answers. Its data, port and accounts are those of the time before.
    /// </summary>
    Task Start(CancellationToken ct);

    /// <summary>Stops it in order: its data is safe.</summary>
    Task Stop();

    /// <summary>Kills it before it can do anything about it, as a machine that loses its power does.</summary>
    Task Kill9();

    /// <summary>
    /// Freezes (<see cref="Signal.Stop"/>) or thaws (<see cref="Signal.Continue"/>) all of its processes.
    /// </summary>
    Task Send(Signal signal);

    /// <summary>The command that runs one of the server's own tools on it.</summary>
    IReadOnlyList<string> ToolCommand(string tool, params IReadOnlyList<string> arguments);
}
