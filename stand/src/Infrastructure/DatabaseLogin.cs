using Npgsql;

namespace Stand.Infrastructure;

/// <summary>Where a PostgreSQL server listens and as whom it is entered.</summary>
/// <param name="Host">Its host name or address.</param>
/// <param name="Port">Its port.</param>
/// <param name="User">A superuser.</param>
/// <param name="Password">That user's password.</param>
public sealed record DatabaseLogin(string Host, int Port, string User, string Password)
{
    /// <summary>A login for a new server on this machine.</summary>
    public static DatabaseLogin New() => new("127.0.0.1", FreePorts.Next(), "platform", BrokerLogin.NewPassword());

    /// <summary>
    /// A connection string. Pools are small, and a name tells the server's views who it is; time limits are the
    /// services' own to set.
    /// </summary>
    public string ConnectionString(string database, string applicationName) => new NpgsqlConnectionStringBuilder
    {
        Host = Host,
        Port = Port,
        Username = User,
        Password = Password,
        Database = database,
        ApplicationName = applicationName,
        Pooling = applicationName != "stand",           // the stand's own connections must not hold a database open
        MaxPoolSize = 15,
    }.ConnectionString;
}
