using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Channels.Rules;

namespace Channels;

/// <summary>
/// Reads a rulebook file and finds every mistake of it at once: a missing or unknown rule, a value out of range, a
/// rule without its source, a merchant's own rule that cannot be one.
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

    private static readonly HashSet<string> WithoutSource =
        ["channel", "version", "effectiveFrom", "currencies", "overrides", "sources"];

    /// <summary>What a contract may change for one merchant number.</summary>
    private static readonly HashSet<string> MerchantsOwn =
    [
        "windowDays", "payoutWindowDays", "maxParts", "minAmountMinor", "rates", "methods", "feeReturn",
        "fundSources", "refundsSettled", "sameDayRefunds", "expected",
    ];

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

    /// <summary>The channels whose rulebooks stand beside the program, also those that have no adapter yet.</summary>
    public static IEnumerable<string> Shipped =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "rulebooks"), "*.json")
            .Select(file => Path.GetFileNameWithoutExtension(file));

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">Lists all mistakes.</exception>
    public static Rulebook ReadFile(string path) =>
        TryRead(File.ReadAllBytes(path), out var rulebook, out var errors)
            ? rulebook
            : throw new InvalidDataException($"{path}: {string.Join("; ", errors)}");

    /// <summary>
    /// The rulebook of a channel: the file that is set for it, else the one that is shipped. Relative paths start at
    /// the program's folder.
    /// </summary>
    /// <exception cref="InvalidDataException">Lists all mistakes, or it is another channel's.</exception>
    /// <exception cref="IOException">There is no such file.</exception>
    public static Rulebook ReadOf(string channel, IReadOnlyDictionary<string, string>? files = null)
    {
        var path = PathOf(channel, files);
        var rulebook = ReadFile(path);
        return rulebook.Channel == channel
            ? rulebook
            : throw new InvalidDataException($"{path} is the rulebook of {rulebook.Channel}, not of {channel}.");
    }

    internal static string PathOf(string channel, IReadOnlyDictionary<string, string>? files) => Path.Combine(
        AppContext.BaseDirectory, files?.GetValueOrDefault(channel) ?? $"rulebooks/{channel}.json");

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
        var merchants = Merchants();
        foreach (var unknown in rules.Keys.Except(asked)) errors.Add($"{unknown} is no rule");
        foreach (var unsourced in asked.Except(WithoutSource).Where(rule => !rulebook.Sources.ContainsKey(rule)))
            errors.Add($"{unsourced} has no source");
        return rulebook with { Overrides = merchants };
    }

    private Rulebook Compose()
    {
        var rulebook = new Rulebook
        {
            Channel = Rule<string>("channel", name => name.Length > 0) ?? "",
            Version = Rule<int>("version", number => number > 0),
            EffectiveFrom = Rule<DateTimeOffset>("effectiveFrom", time => time != default),
            Currencies = Rule<string[]>("currencies", list => list.Length > 0 && list.All(x => x.Length == 3)) ?? [],
            ClearingParty = Rule<string>("clearingParty", RuleChecks.ClearingParties.Contains) ?? "",
            Methods = Rule<string[]>("methods", RuleChecks.AreMethods) ?? [],
            BatchEvery = Rule<TimeSpan>("batchEvery", time => time >= TimeSpan.Zero),
            FileCutOff = Optional<TimeOnly?>("fileCutOff", _ => true),
            WindowDays = Rule<int>("windowDays", days => days > 0),
            PayoutWindowDays = Rule("payoutWindowDays", Rulebook.DefaultPayoutWindowDays, days => days > 0),
            MaxParts = Rule<int>("maxParts", parts => parts > 0),
            PartSpacing = Rule<TimeSpan>("partSpacing", time => time >= TimeSpan.Zero),
            MinAmountMinor = Rule<long>("minAmountMinor", amount => amount > 0),
            TransferMinAmountMinor = Optional<long?>("transferMinAmountMinor", amount => amount > 0),
            SameDayRefunds = Rule<bool>("sameDayRefunds", _ => true),
            RefundsSettled = Rule<bool>("refundsSettled", _ => true),
            RefundNo = Rule<RefundNoRule>("refundNo", x => x.MinLength > 0 && x.MaxLength >= x.MinLength) ?? new(1, 1),
            Rates = Rule<RequestRates>("rates", x => x is { GoodPerSecond: > 0, BadPerSecond: > 0 }) ?? new(1, 1),
            OldPayments = Optional<OldPaymentsRule>("oldPayments", x => x is { AfterDays: > 0, PerMinute: > 0 }),
            Breaker = Rule<BreakerRule>("breaker", RuleChecks.IsBreaker) ?? new(1, TimeSpan.Zero, TimeSpan.Zero),
            RetryMode = Rule<RetryMode>("retryMode", _ => true),
            SettlingTime = Rule<TimeSpan>("settlingTime", time => time > TimeSpan.Zero),
            ResurrectionTime = Rule<TimeSpan>("resurrectionTime", time => time > TimeSpan.Zero),
            Provisional = Optional<ProvisionalRule>("provisional", x => x.FinalAfter > TimeSpan.Zero),
            Probes = Rule<Dictionary<string, ProbePlan>>("probes", RuleChecks.ArePlans) ?? [],
            QueryKeys = Rule<QueryKey[]>("queryKeys", keys => keys.All(key => key.Name.Length > 0)) ?? [],
            QueryWithinDays = Optional<int?>("queryWithinDays", days => days > 0),
            Notices = Rule<NoticeRule[]>("notices", RuleChecks.AreNotices) ?? [],
            Expected = Rule<Dictionary<string, Dictionary<string, Arrival>>>("expected", RuleChecks.AreArrivals) ?? [],
            FeeReturn = Rule<FeeReturnRule>("feeReturn", x => x.Exceptions.Keys.All(product => product.Length > 0))
                ?? new(FeeReturn.Contract, new Dictionary<string, FeeReturn>()),
            FundSources = Rule<string[]>("fundSources", list => list.Length > 0 && list.All(x => x.Length > 0)) ?? [],
            Settlement = Rule<SettlementRule>("settlement", x => x.ReceiptsAt.Count > 0)
                ?? new(SettlementStyle.Net, [], RefundSettlement.Netted),
            Files = Rule<FileRule[]>("files", files => files.All(file => file.LastPossibleDays > 0)) ?? [],
            TimeZone = Rule<string>("timeZone", name => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var _)) ?? "",
            CutOff = Rule<TimeOnly>("cutOff", _ => true),
            BillReadyAt = Rule<TimeOnly>("billReadyAt", _ => true),
            Sources = Rule<Dictionary<string, string>>("sources", list => list.Values.All(x => x.Length > 0)) ?? [],
        };
        errors.AddRange(RuleChecks.Contradictions(rulebook));
        return rulebook;
    }

    /// <summary>
    /// The rules of each merchant number that has some of its own, read like the others; a mistake is named with the
    /// merchant.
    /// </summary>
    private Dictionary<string, Rulebook> Merchants()
    {
        var merchants = new Dictionary<string, Rulebook>();
        var overrides = Rule<Dictionary<string, Dictionary<string, JsonElement>>>(
            "overrides", list => list.All(x => x is { Key.Length: > 0, Value: not null })) ?? [];
        foreach (var (merchant, own) in overrides)
        {
            var reader = new RulebookReader();
            foreach (var (name, value) in rules) reader.rules[name] = own.GetValueOrDefault(name, value);
            foreach (var name in own.Keys.Intersect(MerchantsOwn)) reader.rules[name] = own[name];
            merchants[merchant] = reader.Compose();
            foreach (var name in own.Keys.Except(MerchantsOwn))
                errors.Add($"overrides.{merchant}.{name} is no rule that a merchant may have of its own");
            foreach (var error in reader.errors.Except(errors).ToList()) errors.Add($"overrides.{merchant}.{error}");
        }
        return merchants;
    }

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

    /// <summary>It may be left out.</summary>
    private T Rule<T>(string name, T otherwise, Func<T, bool> isValid) where T : struct =>
        rules.ContainsKey(name) ? Rule(name, isValid) : otherwise;

    /// <summary>It must stand there, and may be null.</summary>
    private T? Optional<T>(string name, Func<T, bool> isValid)
    {
        if (!rules.TryGetValue(name, out var element) || element.ValueKind is not JsonValueKind.Null)
            return Rule(name, isValid);
        asked.Add(name);
        return default;
    }
}
