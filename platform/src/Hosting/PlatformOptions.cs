using System.ComponentModel.DataAnnotations;

namespace Platform.Hosting;

/// <summary>Where a service finds its database. Section <c>Database</c>.</summary>
public sealed record DatabaseOptions
{
    /// <summary>An Npgsql connection string.</summary>
    [Required] public string ConnectionString { get; init; } = "";

    /// <summary>Connections of this process. Default 15: many processes share one server.</summary>
    [Range(2, 100)] public int PoolSize { get; init; } = 15;

    /// <summary>Applies missing migrations at start. Default false: in production a Job does it (<c>--migrate</c>).</summary>
    public bool MigrateAtStart { get; init; }
}

/// <summary>Where a service finds the broker. Section <c>Broker</c>.</summary>
public sealed record BrokerOptions
{
    /// <summary>amqp://user:password@host:port/vhost</summary>
    [Required] public string Uri { get; init; } = "";
}

/// <summary>The business clock. Section <c>Clock</c>.</summary>
public sealed record ClockOptions
{
    /// <summary>A file with the seconds by which business time runs ahead, shared by all processes. Test and demo only: refused in production.</summary>
    public string? OffsetFile { get; init; }
}

/// <summary>Where telemetry goes. Section <c>Telemetry</c>.</summary>
public sealed record TelemetryOptions
{
    /// <summary>OTLP/HTTP endpoint for traces, metrics and logs; null = none.</summary>
    public string? OtlpEndpoint { get; init; }

    /// <summary>A folder for spans as JSON lines when no OTLP endpoint is set; null = none. <c>./run trace</c> reads it.</summary>
    public string? Directory { get; init; }
}

/// <summary>How services recognise each other's forwarded requests. Section <c>Internal</c>.</summary>
public sealed record InternalOptions
{
    /// <summary>The shared key (at least 32 characters) with which the gateway signs what it forwards.</summary>
    [Required, MinLength(32)] public string Key { get; init; } = "";
}
