using System.Text.RegularExpressions;

namespace Deployment;

/// <summary>
/// The settings that a program reads, from its sources: an unknown one stops a service at start, so none may be set.
/// </summary>
public static partial class Settings
{
    private static readonly string[] OfTheHost =
    [
        "ASPNETCORE_URLS", "ASPNETCORE_ENVIRONMENT", "MASSTRANSIT_USAGE_TELEMETRY", "DOTNET_GCHeapHardLimitPercent",
    ];

    private static readonly Lazy<string> Everything = new(() => string.Concat(
        new[] { "platform/src", "channels/src", "services", "simulators/src" }.SelectMany(Repository.Sources)));

    /// <summary>
    /// Whether the program of this folder (<c>services/payout</c>, <c>simulators</c>) knows an environment variable.
    /// </summary>
    public static bool Knows(string program, string variable)
    {
        if (OfTheHost.Contains(variable)) return true;
        var sources = Repository.Sources(program + "/src");
        if (program != "simulators") sources = sources.Concat(Repository.Sources("platform/src"));
        var code = string.Concat(sources);
        if (code.Contains(".AddChannels(", StringComparison.Ordinal)) code += Repository.Read("channels/src/ChannelSetup.cs");
        var path = variable.Split("__");
        if (code.Contains($"Configuration[\"{string.Join(':', path)}\"]", StringComparison.Ordinal)) return true;
        return Sections(code).Where(x => x.Section == path[0]).Any(x => HasProperty(x.Options, path.AsSpan(1)));
    }

    // builder.AddOptions<ClearingOptions>("Clearing") and
    // services.AddWeChatPay(configuration.GetSection("WeChatPay")), whose options are WeChatPayOptions; the channels' lines
    // stand in ChannelSetup.
    private static IEnumerable<(string Section, string Options)> Sections(string code) =>
        AddOptions().Matches(code).Select(x => (x.Groups[2].Value, x.Groups[1].Value))
            .Concat(AddAdapter().Matches(code).Select(x => (x.Groups[2].Value, x.Groups[1].Value + "Options")));

    private static bool HasProperty(string options, ReadOnlySpan<string> path)
    {
        var body = Regex.Match(Everything.Value, $@"record {options}\b.*?^}}",
            RegexOptions.Singleline | RegexOptions.Multiline).Value;
        var property = Regex.Match(body, $@"public (?:required )?([\w<>,?\[\] ]+) {Regex.Escape(path[0])} \{{ get;");
        if (!property.Success) return false;
        if (property.Groups[1].Value.StartsWith("List<", StringComparison.Ordinal)) return path.Length == 2;
        var valueType = Regex.Match(property.Groups[1].Value, @"^Dictionary<string, (\w+)>$");
        return !valueType.Success ? path.Length == 1
            : path.Length == 2 || (path.Length > 2 && HasProperty(valueType.Groups[1].Value, path[2..]));
    }

    [GeneratedRegex("""AddOptions<(\w+)>\("(\w+)"\)""")]
    private static partial Regex AddOptions();

    [GeneratedRegex("""\.Add(\w+)\([\w.]*GetSection\("(\w+)"\)\)""")]
    private static partial Regex AddAdapter();
}
