using System.Diagnostics;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Platform.Observability;

/// <summary>Finished spans as JSON lines, one file per process: enough to print a trace on a machine without a collector.</summary>
internal sealed class SpanFileExporter(string directory, string service) : BaseExporter<Activity>
{
    private readonly StreamWriter file = JsonLines.Open(directory, $"{service}.{Environment.ProcessId}.spans.jsonl");

    public override ExportResult Export(in Batch<Activity> batch)
    {
        foreach (var span in batch)
        {
            file.WriteLine(JsonSerializer.Serialize(new
            {
                trace = span.TraceId.ToHexString(),
                span = span.SpanId.ToHexString(),
                parent = span.ParentSpanId.ToHexString(),
                service,
                name = span.DisplayName,
                kind = span.Kind.ToString(),
                start = span.StartTimeUtc,
                ms = (long)span.Duration.TotalMilliseconds,
                status = span.Status.ToString(),
                tags = span.TagObjects.ToDictionary(t => t.Key, t => t.Value?.ToString()),
                links = span.Links.Select(l => l.Context.TraceId.ToHexString()).Distinct(),
            }));
        }
        file.Flush();
        return ExportResult.Success;
    }

    protected override void Dispose(bool disposing)
    {
        file.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>Sums and last values every ten seconds as JSON lines.</summary>
internal sealed class MetricFileExporter(string directory, string service) : BaseExporter<Metric>
{
    private readonly StreamWriter file = JsonLines.Open(directory, $"{service}.{Environment.ProcessId}.metrics.jsonl");

    public override ExportResult Export(in Batch<Metric> batch)
    {
        foreach (var metric in batch)
            foreach (ref readonly var point in metric.GetMetricPoints())
                file.WriteLine(JsonSerializer.Serialize(new { at = point.EndTime, name = metric.Name, value = Value(metric, point) }));
        file.Flush();
        return ExportResult.Success;
    }

    protected override void Dispose(bool disposing)
    {
        file.Dispose();
        base.Dispose(disposing);
    }

    private static object Value(Metric metric, in MetricPoint point) => metric.MetricType switch
    {
        MetricType.LongSum or MetricType.LongSumNonMonotonic => point.GetSumLong(),
        MetricType.LongGauge => point.GetGaugeLastValueLong(),
        MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => point.GetSumDouble(),
        MetricType.DoubleGauge => point.GetGaugeLastValueDouble(),
        _ => new { count = point.GetHistogramCount(), sum = point.GetHistogramSum() },
    };
}

/// <summary>Log lines of warning and above, and of our own at information, as JSON lines with their trace.</summary>
internal sealed class LogFileProvider(string directory, string service) : ILoggerProvider
{
    private readonly StreamWriter file = JsonLines.Open(directory, $"{service}.{Environment.ProcessId}.logs.jsonl");

    public ILogger CreateLogger(string categoryName) => new Logger(file, categoryName);

    public void Dispose()
    {
        lock (file) file.Dispose();
    }

    private sealed class Logger(StreamWriter file, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var line = JsonSerializer.Serialize(new
            {
                at = TimeProvider.System.GetUtcNow(),
                level = logLevel.ToString(),
                id = eventId.Id,
                category,
                text = formatter(state, exception),
                exception = exception?.ToString(),
                trace = Activity.Current?.TraceId.ToHexString(),
            });
            lock (file)
            {
                file.WriteLine(line);
                file.Flush();
            }
        }
    }
}

internal static class JsonLines
{
    public static StreamWriter Open(string directory, string name)
    {
        Directory.CreateDirectory(directory);
        return new StreamWriter(new FileStream(Path.Combine(directory, name), FileMode.Append, FileAccess.Write, FileShare.ReadWrite));
    }
}
