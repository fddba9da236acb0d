using System.Globalization;
using Stand.Processes;

namespace Benchmarks.Misfortune;

/// <summary>
/// What goes wrong by itself: of all answers a fifth is lost, before or after the channel acted; a tenth of what tells
/// comes twice; one refund in twenty fails for the time being, in each channel's own way; and some accounts are closed, so
/// that the bank has to pay.
/// </summary>
internal static class Weather
{
    private const int LostBefore = 10, LostAfter = 10, Twice = 10, Provisional = 5, Closed = 2;

    public static StandOptions Options(int seed) => new()
    {
        Settings = ServiceDefinition.Services
            .ToDictionary(s => s.Name, s => (IReadOnlyDictionary<string, string?>)(s == ServiceDefinition.Gateway ? Gateway : Quiet))
            .Append(new(ServiceDefinition.Simulators.Name, Simulators(seed))).ToDictionary(),
    };

    public static string Words =>
        $"lost answers {LostBefore + LostAfter} % of creations and queries, duplicates {Twice} % of notices and requests, "
        + $"failures for the time being {Provisional} %, closed accounts {Closed} %";

    /// <summary>Spans of so many refunds would fill the disk.</summary>
    private static Dictionary<string, string?> Quiet => new() { ["Telemetry__Directory"] = null };

    /// <summary>Four merchants stand for many.</summary>
    private static Dictionary<string, string?> Gateway => new(Quiet)
    {
        ["Gateway__RequestsPerSecond"] = "2000", ["Gateway__Burst"] = "4000", ["Gateway__UnansweredAtMost"] = "100",
        ["Webhooks__ParallelPerEndpoint"] = "16",
    };

    private static Dictionary<string, string?> Simulators(int seed)
    {
        var settings = new Dictionary<string, string?>(Quiet) { ["WeChatPay__Budgets"] = "false" };
        Channel("WeChatPay", ("DuplicateNotices", Twice), ("NotEnough", Provisional));
        Channel("Alipay", ("NothingMoved", Provisional));
        Channel("BestPay", ("DuplicateNotices", Twice), ("ProvisionalFail", Provisional - 1), ("SilentSuccess", 1));
        Channel("UnionPay", ("DuplicateNotices", Twice), ("StaysOpen", Provisional));
        Set("BankTransfer", seed,
            ("LostBefore", LostBefore), ("LostAfter", LostAfter), ("NotifiedTwice", Twice), ("LateBooking", Provisional));
        return settings;

        void Channel(string name, params ReadOnlySpan<(string, int)> own)
        {
            settings[$"{name}__Misfortunes__Queries"] = "true";
            Set($"{name}__Misfortunes", seed,
                [("LostBefore", LostBefore), ("LostAfter", LostAfter), ("AccountAbnormal", Closed), .. own]);
        }

        void Set(string section, int number, params ReadOnlySpan<(string Kind, int Percent)> kinds)
        {
            settings[$"{section}__Seed"] = Text(number);
            foreach (var (kind, percent) in kinds) settings[$"{section}__Percent__{kind}"] = Text(percent);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
