using System.Net;
using System.Text.Json.Nodes;
using Channels;
using Contracts.Rulebooks;
using Platform.Testing;

namespace Gateway.Tests.Rulebooks;

/// <summary>A channel's rules change while the service runs (M3).</summary>
[Collection(nameof(OverHttp))]
public sealed class A_rulebook_that_is_published(GatewayFixture gateway)
{
    private const string Channel = "jd";
    private static readonly DateTimeOffset Later = TimeProvider.System.GetUtcNow().AddYears(1);

    [Fact]
    public async Task Changes_what_is_admitted_without_a_restart()
    {
        var merchant = await gateway.OpenMerchant(channels: Channel);
        var payment = (await merchant.Post("/v1/payments", TestMerchant.PaymentBody(channel: Channel))).Id;
        await gateway.Harness.Publish(Version(2, windowDays: 1, DateTimeOffset.UnixEpoch));
        await Eventually.True(async () => await Kept(2), "kept");
        await Eventually.True(
            async () => (await merchant.Refund(payment, 1_00)).Status is HttpStatusCode.UnprocessableEntity, "too late");

        await gateway.Harness.Publish(Version(3, windowDays: 36_500, DateTimeOffset.UnixEpoch));
        await gateway.Harness.Publish(Version(4, windowDays: 1, Later));

        await gateway.Harness.Published<RulebookConfirmed>(c => c is { Service: "gateway", Channel: Channel, Version: 4 });
        TestAnswer? answer = null;
        await Eventually.True(
            async () => (answer = await merchant.Refund(payment, 1_00)).Status is HttpStatusCode.Accepted, "in time");
        Assert.Equal(3, await gateway.Harness.Database.Scalar<int>(
            $"SELECT rulebook_version FROM refunds WHERE id = '{answer!.Id}'"));
    }

    [Fact]
    public async Task Is_not_kept_when_it_is_not_what_it_says()
    {
        var said = Version(90, windowDays: 5, Later);
        await gateway.Harness.Publish(said with { Hash = new string('0', 64) });
        await gateway.Harness.Publish(said with { Version = 91 });
        await gateway.Harness.Publish(Version(92, windowDays: 5, Later));
        await Eventually.True(() => Kept(92), "kept");
        Assert.False(await Kept(90) || await Kept(91));
    }

    private Task<bool> Kept(int version) => gateway.Harness.Database.Scalar<bool>(
        $"SELECT count(*) > 0 FROM rulebooks WHERE channel = '{Channel}' AND version = {version}");

    private static RulebookPublished Version(int version, int windowDays, DateTimeOffset from)
    {
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "rulebooks", "jd.json")))!;
        (json["version"], json["effectiveFrom"]) = (version, from);
        (json["windowDays"], json["payoutWindowDays"]) = (windowDays, windowDays);
        Assert.True(RulebookDocument.TryRead(json.ToJsonString(), out var document, out _));
        return new(document.Id, Channel, version, from, document.Text, document.Hash);
    }
}
