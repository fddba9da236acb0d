using System.Text.RegularExpressions;
using Stand.Infrastructure;
using Stand.Processes;

namespace EndToEnd;

/// <summary>Which crash points lie in whose code, read from the sources: a new one is visited without a word here.</summary>
internal static partial class CrashSites
{
    /// <summary>Those in a service's own code.</summary>
    public static IReadOnlyList<string> Of(ServiceDefinition service) => PointsIn("services", service.Name, "src");

    /// <summary>Those in the technical library, which every service runs through.</summary>
    public static IReadOnlyList<string> OfThePlatform() => PointsIn("platform", "src");

    private static IReadOnlyList<string> PointsIn(params string[] folder) => [.. Directory
        .EnumerateFiles(Path.Combine([Checkout.Root, .. folder]), "*.cs", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .SelectMany(file => Reached().Matches(File.ReadAllText(file)))
        .Select(match => match.Groups["point"].Value).Distinct()];

    [GeneratedRegex(@"CrashPoints\.Reach\(""(?<point>[a-z.-]+)""\)")]
    private static partial Regex Reached();
}
