using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Channels;

/// <summary>
/// Reads a rulebook file and finds every mistake of it at once: a missing or unknown rule, a value out of range, a
/// rule without its source.
/// </summary>
public sealed class RulebookReader
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
    };

    private static readonly HashSet<string> WithoutSource = ["channel", "version", "currencies", "sources"];
    private readonly List<string> errors = [];
    private readonly Dictionary<string, JsonElement> rules = [];
    private readonly HashSet<string> asked = [];

    private RulebookReader() { }

    /// <summary>False with all mistakes listed, or the rulebook.</summary>
    public static bool TryRead(
        ReadOnlyMemory<byte> json, [NotNullWhen(true)] out Rulebook? rulebook, out IReadOnlyList<string> errors)
    {
        var reader = new RulebookReader();
        rulebook = reader.Read(json);
        errors = reader.errors;
        if (errors.Count > 0) rulebook = null;
        return rulebook is not null;
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">Lists all mistakes.</exception>
    public static Rulebook ReadFile(string path) =>
        TryRead(File.ReadAllBytes(path), out var rulebook, out var errors)
            ? rulebook
            : throw new InvalidDataException($"{path}: {string.Join("; ", errors)}");

    /// <summary>
    /// The rulebook of a channel: the file that is set for it, else the one that comes with its adapter. Relative paths
    /// start at the program's folder.
    /// </summary>
    /// <exception cref="InvalidDataException">Lists all mistakes, or it is another channel's.</exception>
    /// <exception cref="IOException">There is no such file.</exception>
    public static Rulebook ReadOf(string channel, IReadOnlyDictionary<string, string>? files = null)
    {
        var path = Path.Combine(AppContext.BaseDirectory, files?.GetValueOrDefault(channel) ?? $"rulebooks/{channel}.json");
        var rulebook = ReadFile(path);
        return rulebook.Channel == channel
            ? rulebook
            : throw new InvalidDataException($"{path} is the rulebook of {rulebook.Channel}, not of {channel}.");
    }

    private Rulebook? Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            foreach (var rule in document.RootElement.EnumerateObject())
                if (!rules.TryAdd(rule.Name, rule.Value.Clone())) errors.Add($"{rule.Name} stands twice");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            errors.Add($"no JSON object: {e.Message}");
            return null;
        }

        var rulebook = Compose();
        foreach (var unknown in rules.Keys.Except(asked)) errors.Add($"{unknown} is no rule");
        foreach (var unsourced in asked.Except(WithoutSource).Where(rule => !rulebook.Sources.ContainsKey(rule)))
            errors.Add($"{unsourced} has no source");
        return rulebook;
    }

    private Rulebook Compose() => new()
    {
        Channel = Rule<string>("channel", name => name.Length > 0) ?? "",
        Version = Rule<int>("version", number => number > 0),
        Currencies = Rule<string[]>("currencies", list => list.Length > 0 && list.All(x => x.Length == 3)) ?? [],
        WindowDays = Rule<int>("windowDays", days => days > 0),
        MaxParts = Rule<int>("maxParts", parts => parts > 0),
        PartSpacing = Rule<TimeSpan>("partSpacing", time => time >= TimeSpan.Zero),
        MinAmountMinor = Rule<long>("minAmountMinor", amount => amount > 0),
        Rates = Rule<RequestRates>("rates", x => x is { GoodPerSecond: > 0, BadPerSecond: > 0 }) ?? new(1, 1),
        RetryMode = Rule<RetryMode>("retryMode", _ => true),
        SettlingTime = Rule<TimeSpan>("settlingTime", time => time > TimeSpan.Zero),
        ResurrectionTime = Rule<TimeSpan>("resurrectionTime", time => time > TimeSpan.Zero),
        Probes = Rule<Dictionary<string, ProbePlan>>("probes", IsPlan) ?? [],
        QueryKeys = Rule<QueryKey[]>("queryKeys", keys => keys.All(key => key.Name.Length > 0)) ?? [],
        Files = Rule<FileRule[]>("files", files => files.All(file => file.LastPossibleDays > 0)) ?? [],
        TimeZone = Rule<string>("timeZone", name => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var _)) ?? "",
        CutOff = Rule<TimeOnly>("cutOff", _ => true),
        BillReadyAt = Rule<TimeOnly>("billReadyAt", _ => true),
        Sources = Rule<Dictionary<string, string>>("sources", list => list.Values.All(x => x.Length > 0)) ?? [],
    };

    private T? Rule<T>(string name, Func<T, bool> isValid)
    {
        asked.Add(name);
        if (!rules.TryGetValue(name, out var element))
        {
            errors.Add($"{name} is missing");
            return default;
        }
        try
        {
            var value = element.Deserialize<T>(Json);
            if (value is not null && isValid(value)) return value;
            errors.Add($"{name} has an impossible value");
        }
        catch (JsonException)
        {
            errors.Add($"{name} is unreadable");
        }
        return default;
    }

    private static bool IsPlan(Dictionary<string, ProbePlan> plans) =>
        plans.ContainsKey("card") && plans.Values.All(IsPlan);

    private static bool IsPlan(ProbePlan plan) =>
        plan.Every > TimeSpan.Zero && plan.Until > TimeSpan.Zero
        && plan.After.SequenceEqual(plan.After.Where(age => age > TimeSpan.Zero).Order())
        && plan.AfterWorkingDays.All(days => days > 0);
}
