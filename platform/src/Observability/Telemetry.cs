using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Platform.Hosting;

namespace Platform.Observability;

/// <summary>
/// Traces, metrics and logs: to an OTLP endpoint when one is configured, else spans as JSON lines to a folder. OpenTelemetry.Extensions.Hosting does
/// not restore: the SDK is a singleton that a hosted service starts and flushes (docs/decisions/0003).
/// </summary>
internal static class Telemetry
{
    private static readonly string[] Sources =
        ["Refund", "Microsoft.AspNetCore", "System.Net.Http", "Npgsql", "MassTransit", "Yarp.ReverseProxy"];

    private static readonly string[] Meters =
    [
        "Refund", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.RateLimiting",
        "System.Net.Http", "Npgsql", "Microsoft.EntityFrameworkCore", "MassTransit", "System.Runtime",
    ];

    public static void Add(WebApplicationBuilder builder, string service)
    {
        var options = builder.AddOptions<TelemetryOptions>("Telemetry");
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(c =>
        {
            c.SingleLine = true;
            c.TimestampFormat = "HH:mm:ss.fff ";
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("MassTransit", LogLevel.Warning)
            .AddFilter("System.Net.Http", LogLevel.Warning).AddFilter("Yarp", LogLevel.Warning);
        if (options.OtlpEndpoint is null && options.Directory is null) return;

        var endpoint = options.OtlpEndpoint is null ? null : new Uri(options.OtlpEndpoint);
        builder.Services.AddSingleton(_ => OpenTelemetrySdk.Create(sdk =>
        {
            sdk.ConfigureResource(r => r.AddService(service, serviceInstanceId: Environment.MachineName + "-" + Environment.ProcessId));
            sdk.WithTracing(t =>
            {
                t.AddSource(Sources);
                if (endpoint is null) t.AddProcessor(new BatchActivityExportProcessor(new SpanFileExporter(options.Directory!, service)));
            });
            sdk.WithMetrics(m =>
            {
                m.AddMeter(Meters).SetExemplarFilter(ExemplarFilterType.TraceBased);
                if (endpoint is null)
                    m.AddReader(new PeriodicExportingMetricReader(new MetricFileExporter(options.Directory!, service), 10_000));
            });
            if (endpoint is not null) sdk.UseOtlpExporter(OtlpExportProtocol.HttpProtobuf, endpoint);
        }));
        builder.Services.AddHostedService<TelemetryHost>();
        if (endpoint is null) builder.Logging.AddProvider(new LogFileProvider(options.Directory!, service));
        else
            builder.Logging.AddOpenTelemetry(l => l.AddOtlpExporter(o =>
            {
                o.Endpoint = new Uri(endpoint, "v1/logs");
                o.Protocol = OtlpExportProtocol.HttpProtobuf;
            }));
    }
}

/// <summary>Starts the SDK with the host and flushes it at the end.</summary>
internal sealed class TelemetryHost(OpenTelemetrySdk sdk) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        sdk.TracerProvider.ForceFlush(3000);
        sdk.MeterProvider.ForceFlush(3000);
        return Task.CompletedTask;
    }
}
