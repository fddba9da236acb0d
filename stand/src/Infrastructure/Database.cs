using Npgsql;

namespace Stand.Infrastructure;

/// <summary>A PostgreSQL server, and what tests and tools do to it.</summary>
/// <param name="Server">The server's processes.</param>
/// <param name="Login">How it is entered.</param>
public sealed record Database(IServer Server, DatabaseLogin Login)
{
    /// <summary>Starts the server and waits until it takes connections.</summary>
    public Task StartAsync(CancellationToken ct = default) => Server.Start(ct);

    /// <summary>Stops the server at once but in order: open transactions are rolled back.</summary>
    public Task StopAsync() => Server.Stop();

    /// <summary>Kills the server and all of its backends (SIGKILL).</summary>
    public Task Kill9() => Server.Kill9();

    /// <summary>Starts it again, after <see cref="StopAsync"/>, <see cref="Kill9"/>, or while it runs.</summary>
    public async Task RestartAsync(CancellationToken ct = default)
    {
        await Server.Stop();
        await Server.Start(ct);
    }

    /// <summary>Freezes the server: connections stay, nothing is answered, until <see cref="Thaw"/>.</summary>
    public Task Freeze() => Server.Send(Signal.Stop);

    /// <summary>Ends <see cref="Freeze"/>.</summary>
    public Task Thaw() => Server.Send(Signal.Continue);

    /// <summary>The connection string of one database for one program.</summary>
    public string ConnectionString(string database, string applicationName) =>
        Login.ConnectionString(database, applicationName);

    /// <summary>Makes an empty database; fails when it is there.</summary>
    public Task CreateDatabase(string name) => Execute($"create database {Name(name)}");

    /// <summary>Removes a database, whoever is connected to it; nothing happens when it is not there.</summary>
    public Task DropDatabase(string name) => Execute($"drop database if exists {Name(name)} with (force)");

    /// <summary>
    /// Makes <paramref name="to"/> a copy of <paramref name="from"/>. All connections to the original are cut and none
    /// is let in while it is copied; use <see cref="Dump"/> when it must go on working.
    /// </summary>
    public async Task CopyDatabase(string from, string to)
    {
        await Execute($"alter database {Name(from)} with allow_connections false");
        try
        {
            await Execute($"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{Name(from)}'");
            await Execute($"create database {Name(to)} template {Name(from)}");
        }
        finally
        {
            await Execute($"alter database {Name(from)} with allow_connections true");
        }
    }

    /// <summary>Writes a consistent copy of a database into a file, while it works on.</summary>
    public async Task Dump(string database, string file) => await Tool.Run(
        Server.ToolCommand("pg_dump", "--format", "custom", "--compress", "0", "--file", file, database));

    /// <summary>
    /// Puts what <see cref="Dump"/> wrote in the place of a database; whoever is connected to it is cut off.
    /// </summary>
    public async Task Restore(string database, string file)
    {
        await DropDatabase(database);
        await CreateDatabase(database);
        await Tool.Run(Server.ToolCommand("pg_restore", "--exit-on-error", "--dbname", database, file));
    }

    /// <summary>Runs a statement as superuser and returns the number of rows that it changed.</summary>
    public async Task<int> Execute(string sql, string database = "postgres")
    {
        await using var connection = new NpgsqlConnection(ConnectionString(database, "stand"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        return await command.ExecuteNonQueryAsync();
    }

    private static string Name(string name) =>
        name.Length is > 0 and < 64 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')
            ? name
            : throw new ArgumentException($"'{name}' is not a plain database name.");
}
