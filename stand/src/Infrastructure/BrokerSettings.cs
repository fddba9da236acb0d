namespace Stand.Infrastructure;

/// <summary>Settings of a single broker node: what a production node has, cut to one machine.</summary>
public static class BrokerSettings
{
    private const long Gibibyte = 1L << 30;

    /// <summary>
    /// The node's rabbitmq.conf. The log of the quorum queues is cut at 64 MB, so that a small machine holds several
    /// times that; publishers are stopped before memory or disk run out, and the disk limit is not below the memory
    /// limit, because all of the memory may have to be written out.
    /// </summary>
    public static string File(BrokerLogin login)
    {
        var memory = Math.Min(2 * Gibibyte, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes * 4 / 10);
        return $"""
            listeners.tcp.1 = 127.0.0.1:{login.Port}
            default_vhost = /
            default_user = {login.User}
            default_pass = {login.Password}
            default_user_tags.administrator = true
            default_permissions.configure = .*
            default_permissions.read = .*
            default_permissions.write = .*
            raft.wal_max_size_bytes = 67108864
            vm_memory_high_watermark.absolute = {memory}
            disk_free_limit.absolute = {memory}
            heartbeat = 10
            log.console = false
            log.file.level = info

            """;
    }
}
