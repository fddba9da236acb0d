using System.Text.RegularExpressions;
using Contracts;
using Platform.Messaging;
using Stand.Infrastructure;
using Stand.Processes;

namespace EndToEnd;

/// <summary>What the broker would do with a message, by its own account.</summary>
internal static partial class Topology
{
    /// <summary>Every exchange that messages are published to: those of message types, and of queues, which timers go to.</summary>
    public static async Task<IReadOnlyList<string>> Exchanges(RunningPlatform platform) => [.. (await List<Exchange>(
            platform, "list_exchanges", "name", "type"))
        .Where(e => e.Type == "fanout" && !e.Name.StartsWith("amq.", StringComparison.Ordinal)
            && !e.Name.EndsWith("_error", StringComparison.Ordinal) && !e.Name.EndsWith("_skipped", StringComparison.Ordinal))
        .Select(e => e.Name)];

    /// <summary>Messages of the contracts that would get into no queue.</summary>
    public static async Task<IReadOnlyList<string>> Unheard(RunningPlatform platform)
    {
        var bindings = await List<Binding>(platform, "list_bindings", "source_name", "destination_kind", "destination_name");
        var targets = bindings.ToLookup(b => b.Source);
        return [.. Messages().Where(m => !ReachesAQueue(Wire.ExchangeOf(m))).Select(m => m.Name).Order()];

        bool ReachesAQueue(string exchange) => targets[exchange].Any(b => b.Kind == "queue" || ReachesAQueue(b.Destination));
    }

    /// <summary>Messages that a service may send though nobody listens, read from the sources.</summary>
    public static IReadOnlyList<string> AllowedUnheard() => [.. Directory
        .EnumerateFiles(Path.Combine(Checkout.Root, "services"), "*Parts.cs", SearchOption.AllDirectories)
        .SelectMany(file => Allowed().Matches(File.ReadAllText(file)))
        .Select(match => match.Groups["message"].Value).Order()];

    /// <summary>Records that are sent by themselves: no others' members.</summary>
    private static IEnumerable<Type> Messages()
    {
        var records = typeof(Money).Assembly.GetExportedTypes()
            .Where(t => t.Namespace!.StartsWith("Contracts.", StringComparison.Ordinal) && t.GetMethod("<Clone>$") is not null).ToList();
        var members = records.SelectMany(r => r.GetProperties())
            .SelectMany(p => p.PropertyType.GetGenericArguments().Append(p.PropertyType)).ToHashSet();
        return records.Where(r => !members.Contains(r));
    }

    private static async Task<T[]> List<T>(RunningPlatform platform, string what, params string[] columns) =>
        JsonSerializer.Deserialize<T[]>(await platform.Broker.Control(
            [what, "--quiet", "--formatter", "json", "--vhost", platform.VirtualHost, .. columns]), JsonSerializerOptions.Web)!;

    [GeneratedRegex(@"AllowUnheard<(?<message>\w+)>\(\)")]
    private static partial Regex Allowed();

    private sealed record Exchange(string Name, string Type);

    private sealed record Binding(
        [property: System.Text.Json.Serialization.JsonPropertyName("source_name")] string Source,
        [property: System.Text.Json.Serialization.JsonPropertyName("destination_kind")] string Kind,
        [property: System.Text.Json.Serialization.JsonPropertyName("destination_name")] string Destination);
}
