using System.Text.Json.Nodes;
using Channels;
using Reconciliation.Bills;

namespace Reconciliation.Tests;

/// <summary>The rulebook of WeChat Pay, with a shorter wait so that a test's days can be counted on one hand.</summary>
public static class Rulebooks
{
    public static BillCalendar Calendar(int lastPossibleDays) => Calendars(lastPossibleDays).Of("wechat");

    public static BillCalendars Calendars(int lastPossibleDays) => new(
        new BillSources([]), new ReconciliationOptions { Rulebooks = { ["wechat"] = PathWith(lastPossibleDays) } },
        new RulebookVersions(), TimeProvider.System);

    public static string PathWith(int lastPossibleDays)
    {
        var path = Path.Combine(AppContext.BaseDirectory, $"rulebooks/wechat-{lastPossibleDays}.json");
        var rulebook = JsonNode.Parse(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "rulebooks/wechat.json")))!;
        foreach (var file in rulebook["files"]!.AsArray()) file!["lastPossibleDays"] = lastPossibleDays;
        var draft = path + Guid.CreateVersion7().ToString("N");
        File.WriteAllText(draft, rulebook.ToJsonString());
        File.Move(draft, path, overwrite: true);                  // tests run in parallel: nobody reads half a file
        return path;
    }
}
