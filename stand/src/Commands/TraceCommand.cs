using System.Globalization;
using Stand.Infrastructure;

namespace Stand.Commands;

/// <summary><c>trace REFUND</c>: prints the trace of one refund, from the merchant's request through every message to the channel and back.</summary>
public static class TraceCommand
{
    public static int Run(string[] arguments)
    {
        if (arguments is not [var refund] || !Guid.TryParse(refund, out var id)) throw new StandException("usage: ./run trace REFUND-ID");
        var spans = Files().SelectMany(File.ReadLines).Select(Parse).OfType<Span>().ToList();
        var text = id.ToString("D");
        var traces = spans.Where(s => s.Says.Contains(text, StringComparison.OrdinalIgnoreCase)).Select(s => s.Trace).ToHashSet();
        if (traces.Count == 0) throw new StandException($"No span names refund {text}: does its platform run, with telemetry to files?");
        foreach (var trace in spans.Where(s => traces.Contains(s.Trace)).GroupBy(s => s.Trace).OrderBy(g => g.Min(s => s.Start)))
            Print(trace.Key, [.. trace.OrderBy(s => s.Start)]);
        return 0;
    }

    /// <summary>Copies a run's spans to where they can be found after it.</summary>
    public static void Keep(string telemetry)
    {
        if (Directory.Exists(RunDirectory.KeptSpans)) Directory.Delete(RunDirectory.KeptSpans, recursive: true);
        Directory.CreateDirectory(RunDirectory.KeptSpans);
        foreach (var file in Directory.EnumerateFiles(telemetry, "*.spans.jsonl"))
            File.Copy(file, Path.Combine(RunDirectory.KeptSpans, Path.GetFileName(file)));
    }

    private static IEnumerable<string> Files()
    {
        return Directory.Exists(RunDirectory.Root) ? Directory.EnumerateFiles(RunDirectory.Root, "*.spans.jsonl", SearchOption.AllDirectories) : [];
    }

    private static void Print(string trace, List<Span> spans)
    {
        Console.WriteLine($"trace {trace}");
        var known = spans.Select(s => s.Id).ToHashSet();
        var children = spans.ToLookup(s => known.Contains(s.Parent) ? s.Parent : "");
        foreach (var root in children[""]) Print(root, children, spans[0].Start, 0);
    }

    private static void Print(Span span, ILookup<string, Span> children, DateTimeOffset start, int depth)
    {
        var at = ((long)(span.Start - start).TotalMilliseconds).ToString(CultureInfo.InvariantCulture).PadLeft(7);
        Console.WriteLine($"{at} ms {span.Milliseconds,5} ms  {new string(' ', depth * 2)}{span.Service}: {span.Name}{(span.Failed ? "  ERROR" : "")}");
        foreach (var child in children[span.Id]) Print(child, children, start, depth + 1);
    }

    private static Span? Parse(string line)
    {
        try
        {
            var json = JsonDocument.Parse(line).RootElement;
            return new Span(
                json.GetProperty("trace").GetString()!, json.GetProperty("span").GetString()!, json.GetProperty("parent").GetString()!,
                json.GetProperty("service").GetString()!, json.GetProperty("name").GetString()!, json.GetProperty("start").GetDateTimeOffset(),
                json.GetProperty("ms").GetInt64(), json.GetProperty("status").GetString() == "Error", line);
        }
        catch (JsonException)
        {
            return null;                                          // the last line of a process that was killed
        }
    }

    private sealed record Span(
        string Trace, string Id, string Parent, string Service, string Name, DateTimeOffset Start, long Milliseconds, bool Failed, string Says);
}
