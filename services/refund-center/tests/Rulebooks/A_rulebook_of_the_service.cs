using System.Text.Json.Nodes;
using Channels;
using Contracts.Rulebooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Platform.Operators.Proposals;
using Platform.Persistence;
using Platform.Testing;
using RefundCenter.Rulebooks;
using RefundCenter.Tests.Desk;

namespace RefundCenter.Tests.Rulebooks;

public sealed class A_rulebook_of_the_service
{
    private const string Why = "the contract was renewed";

    [Fact]
    public async Task Is_stored_published_until_confirmed_and_noted_on_legs()
    {
        await using var service = await RunningService.StartAsync();
        var said = await service.Bus.Published<RulebookPublished>(r => r is { Channel: "wechat", Version: 2 });
        Assert.Equal(RulebookDocument.HashOf(said.Document), said.Hash);

        foreach (var keeper in new[] { "gateway", "reconciliation" })
            await service.Taken(new RulebookConfirmed(said.RulebookId, keeper, "wechat", 2));
        Assert.Equal(0, await Waiting(service, "wechat"));
        Assert.Equal(2, await Waiting(service, "qq"));
        await service.Taken(new Contracts.Restores.RestoredTo(Guid.CreateVersion7(), "gateway", service.Now));
        Assert.Equal(1, await Waiting(service, "wechat"));

        var order = RunningService.Order();
        await service.Taken(order);
        await Eventually.True(async () => (await service.Leg(order.RefundId))?.RulebookVersion == 2, "noted");
    }

    [Fact]
    public async Task Stops_the_start_when_it_changed_without_a_new_version()
    {
        await using var first = await RunningService.StartAsync();
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, Next(2, DateTimeOffset.UnixEpoch).GetRawText());
        var start = await Assert.ThrowsAnyAsync<InvalidDataException>(() => RunningService.StartAsync(
            first, settings: new() { ["RefundCenter:Rulebooks:wechat"] = file }));
        Assert.Contains("wechat says version 2", start.Message, StringComparison.Ordinal);

        await File.WriteAllTextAsync(file, Indented(await first.Database.Scalar<string>(
            "SELECT document::jsonb::text FROM rulebooks WHERE channel = 'wechat'")));
        await using var written = await RunningService.StartAsync(
            first, settings: new() { ["RefundCenter:Rulebooks:wechat"] = file });
        File.Delete(file);
    }

    [Fact]
    public async Task Is_put_in_force_by_two_persons()
    {
        await using var service = await RunningService.StartAsync();
        await using var db = service.Database.Open();
        var (kind, shelf) = (KindOf(service), service.Bus.Services.GetRequiredService<RulebookShelf>());
        Assert.Equal("rulebook_version_taken", await CodeOf(kind, db, Next(2, service.Now)));
        Assert.Equal("rulebook_version_taken", await CodeOf(kind, db, Next(4, service.Now)));
        Assert.Equal("rulebook_in_the_past", await CodeOf(kind, db, Next(3, service.Now.AddMinutes(-2))));
        Assert.Equal("rulebook_invalid", await CodeOf(kind, db, Next(3, service.Now, windowDays: 0)));
        Assert.Null(await CodeOf(kind, db, Next(3, service.Now)));

        await Publish(service, Next(3, service.Now));
        await service.Bus.Published<RulebookPublished>(r => r is { Channel: "wechat", Version: 3 });
        await Eventually.True(() => shelf.Find("wechat")!.Version == 3, "in force");
        Assert.Equal(180, shelf.Find("wechat")!.WindowDays);
        var twice = await Publish(service, Next(3, service.Now));
        Assert.Equal("rulebook_version_taken", Assert.IsType<ProposalOutcome.Refused>(twice).Why.Code);
        await Assert.ThrowsAnyAsync<Npgsql.PostgresException>(() => service.Database.Scalar<int>(
            "UPDATE rulebooks SET document = '' WHERE version = 3 RETURNING version"));
    }

    [Fact]
    public async Task Is_read_changed_and_approved_at_the_desk()
    {
        await using var service = await RunningService.StartAsync();
        Deskmate Person(string name, string role) =>
            new(service.Bus.Address, "a key for tests, long enough to be one", name, role);
        using var anna = Person("anna", "rulebook-author");
        using var bob = Person("bob", "rulebook-checker");
        var next = JsonNode.Parse((await anna.Get("/internal/rulebooks/wechat")).Body.GetRawText())!;
        (next["version"], next["windowDays"], next["maxParts"], next["effectiveFrom"]) = (3, 0, 0, service.Now);
        var wrong = await Propose(anna, next);
        Assert.Contains("windowDays", wrong.Body.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("maxParts", wrong.Body.GetRawText(), StringComparison.Ordinal);

        (next["windowDays"], next["maxParts"]) = (400, 50);
        var made = await Propose(anna, next);
        Assert.Equal((422, 201), (wrong.Status, made.Status));
        var (id, hash) = (made.Body.GetProperty("id").GetGuid(), made.Body.GetProperty("payload_hash").GetString());
        var approved = await bob.Post($"/internal/proposals/{id}/approve", new { reason = Why, payload_hash = hash });
        Assert.Equal(200, approved.Status);

        var last = (await bob.Get("/internal/rulebooks")).Body.EnumerateArray()
            .First(line => line.GetProperty("channel").GetString() == "wechat");
        Assert.Equal((3, 2), (last.GetProperty("version").GetInt32(), last.GetProperty("not_with").GetArrayLength()));
        Assert.StartsWith("bob (", last.GetProperty("checker").GetString(), StringComparison.Ordinal);
        Assert.Equal(400, (await bob.Get("/internal/rulebooks/wechat")).Body.GetProperty("windowDays").GetInt32());
        Assert.Equal(404, (await bob.Get("/internal/rulebooks/wechat?version=9")).Status);
    }

    private static Task<(int Status, JsonElement Body)> Propose(Deskmate person, JsonNode payload) => person.Post(
        "/internal/proposals", new { kind = "rulebook.publish", subject = "wechat", reason = Why, payload });

    private static IProposalKind<RefundCenterDb> KindOf(RunningService service) =>
        (IProposalKind<RefundCenterDb>)service.Bus.Services.GetServices<IProposalKind>()
            .Single(kind => kind.Name == "rulebook.publish");

    private static async Task<string?> CodeOf(
        IProposalKind<RefundCenterDb> kind, RefundCenterDb db, JsonElement payload)
    {
        await db.Database.OpenConnectionAsync();
        return (await kind.Check(db, "wechat", payload, default))?.Code;
    }

    private static async Task<ProposalOutcome> Publish(RunningService service, JsonElement payload)
    {
        ProposalAct By(string person) =>
            new(1, ProposalActKind.Made, Guid.CreateVersion7(), person, Why, "", service.Now);
        ProposalOutcome? outcome = null;
        await service.Bus.Services.GetRequiredService<Transactions<RefundCenterDb>>().Run(async unit =>
        {
            outcome = await KindOf(service).Execute(
                unit, new(Guid.CreateVersion7(), "wechat", payload, By("anna"), By("bob")), default);
            return true;
        }, default);
        return outcome!;
    }

    private static string Indented(string json) => JsonNode.Parse(json)!.ToJsonString(new() { WriteIndented = true });

    private static Task<int> Waiting(RunningService service, string channel) => service.Database.Scalar<int>(
        $"SELECT count(*)::int FROM rulebook_copies WHERE channel = '{channel}' AND due_at IS NOT NULL");

    private static JsonElement Next(int version, DateTimeOffset from, int windowDays = 180)
    {
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "rulebooks", "wechat.json")))!;
        (json["version"], json["windowDays"], json["effectiveFrom"]) = (version, windowDays, from);
        return JsonDocument.Parse(json.ToJsonString()).RootElement;
    }
}
