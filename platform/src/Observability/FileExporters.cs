using System.Buffers;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Platform.Observability;

/// <summary>Finished spans as JSON lines, one file per process: enough to print a trace on a machine without a collector.</summary>
internal sealed class SpanFileExporter(string directory, string service) : BaseExporter<Activity>
{
    private readonly FileStream file = JsonLines.OpenFile(directory, $"{service}.{Environment.ProcessId}.spans.jsonl");
    private readonly ArrayBufferWriter<byte> lines = new();

    public override ExportResult Export(in Batch<Activity> batch)
    {
        lines.ResetWrittenCount();
        foreach (var span in batch)
        {
            using (var json = new Utf8JsonWriter(lines)) Write(json, span);
            lines.Write("\n"u8);
        }
        file.Write(lines.WrittenSpan);
        file.Flush();
        return ExportResult.Success;
    }

    /// <summary>Member by member: thousands a second are written while refunds flow.</summary>
    private void Write(Utf8JsonWriter json, Activity span)
    {
        json.WriteStartObject();
        json.WriteString("trace", span.TraceId.ToHexString());
        json.WriteString("span", span.SpanId.ToHexString());
        json.WriteString("parent", span.ParentSpanId.ToHexString());
        json.WriteString("service", service);
        json.WriteString("name", span.DisplayName);
        json.WriteString("kind", span.Kind.ToString());
        json.WriteString("start", span.StartTimeUtc);
        json.WriteNumber("ms", (long)span.Duration.TotalMilliseconds);
        json.WriteString("status", span.Status.ToString());
        json.WriteStartObject("tags");
        foreach (ref readonly var tag in span.EnumerateTagObjects()) json.WriteString(tag.Key, tag.Value?.ToString());
        json.WriteEndObject();
        json.WriteStartArray("links");
        foreach (ref readonly var link in span.EnumerateLinks()) json.WriteStringValue(link.Context.TraceId.ToHexString());
        json.WriteEndArray();
        json.WriteEndObject();
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
    public static StreamWriter Open(string directory, string name) => new(OpenFile(directory, name));

    public static FileStream OpenFile(string directory, string name)
    {
        Directory.CreateDirectory(directory);
        return new FileStream(Path.Combine(directory, name), FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
    }
}
