using Stand.Processes;

namespace Stand.Tests.Processes;

public sealed class The_settings_of_a_service
{
    private static readonly ServiceSettings.Surroundings Surroundings = new(
        new Uri("amqp://platform:word@127.0.0.1:5672/day"), "Host=127.0.0.1", "/run/clock", "/run/telemetry",
        new Dictionary<string, Uri>
        {
            ["simulators"] = new("http://127.0.0.1:1"),
            ["refund-center"] = new("http://127.0.0.1:2"),
        });

    [Fact]
    public void Name_its_broker_database_clock_and_telemetry()
    {
        var settings = ServiceSettings.For(ServiceDefinition.Gateway, Surroundings);

        Assert.Equal("amqp://platform:word@127.0.0.1:5672/day", settings["Broker__Uri"]);
        Assert.Equal("Host=127.0.0.1", settings["Database__ConnectionString"]);
        Assert.Equal("true", settings["Database__MigrateAtStart"]);
        Assert.Equal("/run/clock", settings["Clock__OffsetFile"]);
        Assert.Equal("/run/telemetry", settings["Telemetry__Directory"]);
    }

    [Fact]
    public void Name_those_to_which_the_gateway_forwards()
    {
        var settings = ServiceSettings.For(ServiceDefinition.Gateway, Surroundings);

        Assert.Equal("http://127.0.0.1:2/", settings["Services__RefundCenter"]);
    }

    [Fact]
    public void Give_the_simulators_neither_bus_nor_database()
    {
        var settings = ServiceSettings.For(
            ServiceDefinition.Simulators, Surroundings with { Broker = null, Database = null });

        Assert.DoesNotContain(settings.Keys, key => key.StartsWith("Broker", StringComparison.Ordinal));
        Assert.DoesNotContain(settings.Keys, key => key.StartsWith("Database", StringComparison.Ordinal));
    }
}
