namespace Stand.Infrastructure;

/// <summary>
/// Settings of a single PostgreSQL server: nothing committed is ever lost, and one machine is enough.
/// </summary>
public static class DatabaseSettings
{
    /// <summary>Settings that hold wherever the server runs, as name and value.</summary>
    public static IReadOnlyDictionary<string, string> Everywhere { get; } = new Dictionary<string, string>
    {
        ["fsync"] = "on",
        ["full_page_writes"] = "on",
        ["synchronous_commit"] = "on",
        ["max_connections"] = "200",
        ["shared_buffers"] = "256MB",
        ["max_wal_size"] = "2GB",
        ["checkpoint_timeout"] = "15min",
        ["jit"] = "off",                                 // statements are short and many
        ["log_lock_waits"] = "on",
        ["log_parameter_max_length"] = "0",              // values may be personal data
        ["log_parameter_max_length_on_error"] = "0",
        ["log_line_prefix"] = "%m [%p] %a@%d ",
        ["log_timezone"] = "UTC",
        ["timezone"] = "UTC",
    };

    /// <summary>The lines for a private server's postgresql.conf.</summary>
    public static IEnumerable<string> Lines(DatabaseLogin login) => Everywhere.Concat(new Dictionary<string, string>
    {
        ["listen_addresses"] = login.Host,
        ["port"] = $"{login.Port}",
        ["unix_socket_directories"] = "",
        ["dynamic_shared_memory_type"] = "mmap",         // in the data directory: a killed server leaves nothing
        ["password_encryption"] = "scram-sha-256",
    }).Select(setting => $"{setting.Key} = '{setting.Value}'");
}
