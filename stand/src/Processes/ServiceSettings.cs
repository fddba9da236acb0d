namespace Stand.Processes;

/// <summary>
/// The settings that the stand gives to each service, as environment variables. All of them are made here.
/// </summary>
public static class ServiceSettings
{
    /// <summary>The key with which a run's merchants are opened; a run lives on this machine only.</summary>
    public const string AdminKey = "admin key of a run on this machine only";

    /// <summary>What a process needs to know of the run that it belongs to.</summary>
    /// <param name="Broker">The run's virtual host; null for a process that hears no message.</param>
    /// <param name="Database">The connection string of its own database; null for a process that has none.</param>
    /// <param name="OffsetFile">The run's clock.</param>
    /// <param name="TelemetryDirectory">Where traces, metrics and logs go as files.</param>
    /// <param name="Addresses">Base addresses by name of service.</param>
    public sealed record Surroundings(
        Uri? Broker,
        string? Database,
        string OffsetFile,
        string TelemetryDirectory,
        IReadOnlyDictionary<string, Uri> Addresses);

    /// <summary>The settings of one service.</summary>
    public static Dictionary<string, string?> For(ServiceDefinition service, Surroundings surroundings)
    {
        var settings = new Dictionary<string, string?>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["Clock__OffsetFile"] = surroundings.OffsetFile,
            ["Telemetry__Directory"] = surroundings.TelemetryDirectory,
            ["Telemetry__OtlpEndpoint"] = Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT"),
        };
        if (surroundings.Broker is { } broker)
            settings["Broker__Uri"] = broker.AbsoluteUri;
        if (surroundings.Database is { } database)
        {
            settings["Database__ConnectionString"] = database;
            settings["Database__MigrateAtStart"] = "true";
        }

        foreach (var (key, value) in OwnSettings.Of(service, surroundings))
            settings[key] = value;
        return settings;
    }
}
