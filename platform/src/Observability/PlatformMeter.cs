using System.Diagnostics.Metrics;

namespace Platform.Observability;

/// <summary>Measures of our own (meter <c>Refund</c>).</summary>
public static class PlatformMeter
{
    public static Meter Meter { get; } = new("Refund");

    private static readonly Histogram<int> BatchSize = Meter.CreateHistogram<int>("refund.batch.size", "{message}");
    private static readonly Counter<int> Duplicates = Meter.CreateCounter<int>("refund.inbox.duplicates", "{message}");

    internal static void Batch(string queue, int size, int duplicates)
    {
        var tag = new KeyValuePair<string, object?>("messaging.destination.name", queue);
        BatchSize.Record(size, tag);
        if (duplicates > 0) Duplicates.Add(duplicates, tag);
    }
}
