using Npgsql;

namespace Stand.Infrastructure;

/// <summary>
/// An installed PostgreSQL as a cluster of its own: own data, port and superuser, no socket directory.
/// </summary>
public sealed class PrivateDatabase(RunDirectory run, DatabaseLogin login) : IServer
{
    private static readonly SystemAccount Account = SystemAccount.For("postgres");

    private static readonly string? Binaries = FindBinaries();

    private string _directory = "";
    private Child? _server;

    /// <summary>Whether PostgreSQL is installed on this machine.</summary>
    public static bool IsInstalled => Binaries is not null;

    /// <inheritdoc />
    public IReadOnlyList<string> ToolCommand(string tool, params IReadOnlyList<string> arguments) =>
        ["env", $"PGPASSWORD={login.Password}", Path.Combine(Binaries!, tool), "--host", login.Host,
         "--port", $"{login.Port}", "--username", login.User, .. arguments];

    /// <inheritdoc />
    public async Task Start(CancellationToken ct)
    {
        if (_directory.Length == 0)
            await Prepare(ct);
        _server = await run.Start(
            new Launch("database", [$"{Binaries}/postgres", "-D", $"{_directory}/data"], run.Log("database"))
            { Account = Account, WorkingDirectory = _directory });
        await _server.WaitUntil(Answers, TimeSpan.FromSeconds(120), ct);
    }

    /// <inheritdoc />
    public async Task Stop()
    {
        if (_server is not null)
            await _server.Stop(Signal.Interrupt, TimeSpan.FromSeconds(60));
    }

    /// <inheritdoc />
    public Task Kill9() => _server is null ? Task.CompletedTask : _server.Kill9();

    /// <inheritdoc />
    public Task Send(Signal signal)
    {
        if (_server is null)
            return Task.CompletedTask;
        // The postmaster stands still first, so that no new backend escapes; it goes on last.
        ProcessIdentity[] all = signal == Signal.Stop
            ? [_server.Identity, .. _server.Identity.Children()]
            : [.. _server.Identity.Children(), _server.Identity];
        foreach (var process in all)
            process.Send(signal);
        return Task.CompletedTask;
    }

    private async Task<bool> Answers()
    {
        try
        {
            await using var connection = new NpgsqlConnection(login.ConnectionString("postgres", "stand"));
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private async Task Prepare(CancellationToken ct)
    {
        _directory = run.MakeData("database", Account);
        var password = Path.Combine(_directory, "password");
        await File.WriteAllTextAsync(password, login.Password, ct);
        await Account.TakeOver(_directory, ct);
        // --no-sync: only the empty cluster itself may be lost with the machine's power, and then it is made anew.
        await Tool.Run(
            [.. Account.Prefix, $"{Binaries}/initdb", "--pgdata", $"{_directory}/data", "--username", login.User,
             "--pwfile", password, "--auth", "scram-sha-256", "--data-checksums", "--encoding", "UTF8",
             "--locale", "C.UTF-8", "--no-sync", "--no-instructions"], ct);
        File.Delete(password);
        await File.AppendAllTextAsync(
            $"{_directory}/data/postgresql.conf", string.Join('\n', DatabaseSettings.Lines(login)) + "\n", ct);
    }

    private static string? FindBinaries() => !Directory.Exists("/usr/lib/postgresql")
        ? null
        : Directory.EnumerateDirectories("/usr/lib/postgresql")
            .Select(d => Path.Combine(d, "bin"))
            .Where(d => File.Exists($"{d}/postgres") && File.Exists($"{d}/initdb"))
            .OrderBy(d => int.TryParse(Path.GetFileName(Path.GetDirectoryName(d)), out var version) ? version : 0)
            .LastOrDefault();
}
