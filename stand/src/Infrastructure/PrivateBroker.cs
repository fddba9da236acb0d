using System.Net;
using System.Net.Sockets;

namespace Stand.Infrastructure;

/// <summary>
/// An installed RabbitMQ as a node of its own: own name, cookie, epmd, ports, data, logs and plugin file; it shares
/// nothing with a node that the machine runs already.
/// </summary>
public sealed class PrivateBroker(RunDirectory run, BrokerLogin login) : IServer
{
    private const string Binaries = "/usr/lib/rabbitmq/bin";

    private static readonly SystemAccount Account = SystemAccount.For("rabbitmq");

    private readonly int _distributionPort = FreePorts.Next(), _epmdPort = FreePorts.Next();

    private string _directory = "";
    private Child? _epmd, _node;

    /// <summary>Whether RabbitMQ is installed on this machine.</summary>
    public static bool IsInstalled => File.Exists($"{Binaries}/rabbitmq-server") && Tool.Exists("epmd");

    /// <summary>The script that runs rabbitmqctl on this node, from any shell.</summary>
    public string ControlScript => Path.Combine(_directory, "ctl");

    /// <inheritdoc />
    public IReadOnlyList<string> ToolCommand(string tool, params IReadOnlyList<string> arguments) =>
        [ControlScript, .. arguments];

    /// <inheritdoc />
    public async Task Start(CancellationToken ct)
    {
        if (_directory.Length == 0)
            await Prepare(ct);
        if (_epmd is null or { HasExited: true })
            _epmd = await run.Start(new Launch("epmd", ["epmd"], run.Log("epmd"))
            { Environment = NodeEnvironment(), Account = Account, WorkingDirectory = "/" });

        _node = await run.Start(new Launch("broker", [$"{Binaries}/rabbitmq-server"], run.Log("broker"))
        { Environment = NodeEnvironment(), Account = Account, WorkingDirectory = _directory });
        await _node.WaitUntil(Answers, TimeSpan.FromSeconds(120), ct);
    }

    /// <inheritdoc />
    public async Task Stop()
    {
        // The node's answer to SIGTERM is an orderly stop.
        if (_node is not null)
            await _node.Stop(Signal.Terminate, TimeSpan.FromSeconds(60));
        if (_epmd is not null)
            await _epmd.Kill9();
    }

    /// <inheritdoc />
    public Task Kill9() => _node is null ? Task.CompletedTask : _node.Kill9();

    /// <inheritdoc />
    public Task Send(Signal signal)
    {
        _node?.Send(signal);
        return Task.CompletedTask;
    }

    private async Task<bool> Answers()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, login.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task Prepare(CancellationToken ct)
    {
        var directory = run.MakeData("broker", Account);
        _directory = directory;
        Directory.CreateDirectory(Path.Combine(directory, "home"));
        await Write("home/.erlang.cookie", BrokerLogin.NewPassword());
        await Write("environment", "");
        await Write("enabled_plugins", "[].");
        await Write("rabbitmq.conf", BrokerSettings.File(login));
        var exports = NodeEnvironment().Select(e => $"export {e.Key}='{e.Value}'");
        await Write("ctl", $"""
            #!/bin/sh
            # rabbitmqctl on this run's private node.
            {string.Join('\n', exports)}
            cd / && exec {string.Join(' ', Account.Prefix)} {Binaries}/rabbitmqctl "$@"

            """);
        await Account.TakeOver(directory, ct);
        File.SetUnixFileMode(ControlScript, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        Task Write(string name, string text) => File.WriteAllTextAsync(Path.Combine(directory, name), text, ct);
    }

    private Dictionary<string, string?> NodeEnvironment() => new()
    {
        ["HOME"] = $"{_directory}/home",
        ["LANG"] = "C.UTF-8",
        ["RABBITMQ_NODENAME"] = $"stand-{login.Port}@localhost",
        ["RABBITMQ_CONF_ENV_FILE"] = $"{_directory}/environment",
        ["RABBITMQ_CONFIG_FILE"] = $"{_directory}/rabbitmq.conf",
        ["RABBITMQ_ADVANCED_CONFIG_FILE"] = $"{_directory}/advanced.config",
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = $"{_directory}/enabled_plugins",
        ["RABBITMQ_GENERATED_CONFIG_DIR"] = $"{_directory}/generated",
        ["RABBITMQ_MNESIA_BASE"] = $"{_directory}/data",
        ["RABBITMQ_LOG_BASE"] = $"{_directory}/logs",
        ["RABBITMQ_PID_FILE"] = $"{_directory}/pid",
        ["RABBITMQ_DIST_PORT"] = $"{_distributionPort}",
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] =
            "-kernel inet_dist_use_interface {127,0,0,1} -start_epmd false +sbwt none +sbwtdcpu none +sbwtdio none",   // no busy waits
        // Each rabbitmqctl listens while it runs: enough ports for many at once, outside the range of outgoing ones.
        ["RABBITMQ_CTL_DIST_PORT_MIN"] = "61000",
        ["RABBITMQ_CTL_DIST_PORT_MAX"] = "64999",
        ["ERL_EPMD_PORT"] = $"{_epmdPort}",
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        // Makes the start script become the node instead of watching it, so that the process we know is the node.
        ["RUNNING_UNDER_SYSTEMD"] = "1",
        ["NOTIFY_SOCKET"] = null,
    };
}
