using Npgsql;
using Stand.Infrastructure;

namespace Stand.Tests.Infrastructure;

public sealed class A_private_database : RunSpec
{
    private Database _database = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        var login = DatabaseLogin.New();
        _database = new Database(new PrivateDatabase(Run, login), login);
        await _database.StartAsync();
        await _database.CreateDatabase("spec");
        await _database.Execute("create table kept (id int); insert into kept select generate_series(1, 10)", "spec");
    }

    public override async Task DisposeAsync()
    {
        await _database.StopAsync();
        await base.DisposeAsync();
    }

    [Theory]
    [InlineData("data_checksums", "on")]
    [InlineData("fsync", "on")]
    [InlineData("full_page_writes", "on")]
    [InlineData("synchronous_commit", "on")]
    [InlineData("max_connections", "200")]
    [InlineData("password_encryption", "scram-sha-256")]
    [InlineData("listen_addresses", "127.0.0.1")]
    [InlineData("unix_socket_directories", "")]
    public async Task Is_set_so_that_no_commit_is_lost_and_no_stranger_comes_in(string setting, string value) =>
        Assert.Equal(value, await Read<string>($"select current_setting('{setting}')"));

    [Fact]
    public async Task Keeps_what_was_committed_when_it_is_killed()
    {
        await using var busy = new NpgsqlConnection(_database.ConnectionString("spec", "busy"));
        await busy.OpenAsync();

        await _database.Kill9();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => Read<long>("select count(*) from kept"));
        await _database.RestartAsync();

        Assert.Equal(10, await Read<long>("select count(*) from kept"));
    }

    [Fact]
    public async Task Copies_a_database_in_use()
    {
        await using var busy = new NpgsqlConnection(_database.ConnectionString("spec", "busy"));
        await busy.OpenAsync();

        await _database.CopyDatabase("spec", "spec_copy");
        await _database.Execute("delete from kept", "spec");

        Assert.Equal(10, await Read<long>("select count(*) from kept", "spec_copy"));
        Assert.Equal(0, await Read<long>("select count(*) from kept"));
    }

    [Fact]
    public async Task Goes_back_to_a_dump_taken_while_it_worked()
    {
        var file = Path.Combine(Run.Path, "spec.dump");
        await using var busy = new NpgsqlConnection(_database.ConnectionString("spec", "busy"));
        await busy.OpenAsync();

        await _database.Dump("spec", file);
        await _database.Execute("delete from kept", "spec");
        await _database.Restore("spec", file);

        Assert.Equal(10, await Read<long>("select count(*) from kept"));
    }

    [Fact]
    public async Task Refuses_a_wrong_password()
    {
        var stranger = _database.Login with { Password = "wrong" };
        await using var connection = new NpgsqlConnection(stranger.ConnectionString("spec", "stand"));

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync());

        Assert.Equal(PostgresErrorCodes.InvalidPassword, refusal.SqlState);
    }

    [Fact]
    public async Task Leaves_nothing_behind_even_when_it_was_killed()
    {
        var process = Run.State.Processes["database"];
        var segments = await File.ReadAllLinesAsync("/proc/sysvipc/shm");

        await _database.Kill9();
        await Ending.Clear(Run.State);

        Assert.False(process.IsAlive);
        Assert.False(Directory.Exists(Run.Path));
        Assert.True((await File.ReadAllLinesAsync("/proc/sysvipc/shm")).Length < segments.Length);
    }

    private async Task<T> Read<T>(string sql, string database = "spec")
    {
        await using var connection = new NpgsqlConnection(_database.ConnectionString(database, "stand"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
