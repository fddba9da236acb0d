using System.Text.Json.Nodes;
using Channels;
using Channels.Copies;
using Contracts.Rulebooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Platform.Persistence;
using Platform.Testing;
using Reconciliation.Bills;

namespace Reconciliation.Tests.Bills;

/// <summary>A channel's rules change while the service runs (M3).</summary>
public sealed class A_rulebook_that_is_published
{
    [Fact]
    public async Task Changes_the_days_that_are_waited_for_and_is_known_after_a_restart()
    {
        await using var stage = await ReconciliationStage.StartAsync();
        var calendars = stage.Harness.Services.GetRequiredService<BillCalendars>();
        Assert.Equal(3, calendars.Of("wechat").LastPossibleDays);

        await stage.Harness.Publish(Version(3, lastPossibleDays: 9) with { Hash = new string('0', 64) });
        await stage.Harness.Publish(Version(4, lastPossibleDays: 5));
        await stage.Harness.Published<RulebookConfirmed>(
            c => c is { Service: "reconciliation", Channel: "wechat", Version: 4 });
        await Eventually.True(() => calendars.Of("wechat").LastPossibleDays == 5, "the calendar follows");

        var kept = await Kept(stage);
        Assert.Equal([4], kept);
        var restarted = new RulebookVersions();
        using var signal = new WorkSignal<RulebookCopies>();
        await new RulebookCopies(
            stage.Harness.Services.GetRequiredService<NpgsqlDataSource>(), restarted, signal,
            NullLogger<RulebookCopies>.Instance).StartAsync(default);
        Assert.Equal(4, restarted.LastVersion("wechat"));
    }

    private static Task<int[]> Kept(ReconciliationStage stage) => stage.Harness.Database.Scalar<int[]>(
        "SELECT array_agg(version) FROM rulebooks WHERE channel = 'wechat'");

    private static RulebookPublished Version(int version, int lastPossibleDays)
    {
        var json = JsonNode.Parse(File.ReadAllText(Tests.Rulebooks.PathWith(lastPossibleDays)))!;
        json["version"] = version;
        Assert.True(RulebookDocument.TryRead(json.ToJsonString(), out var document, out _));
        return new(
            document.Id, document.Channel, version, document.Book.EffectiveFrom, document.Text, document.Hash);
    }
}
