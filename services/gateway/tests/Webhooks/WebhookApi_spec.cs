using System.Net;
using Gateway.Webhooks;

namespace Gateway.Tests.Webhooks;

[Collection(nameof(OverHttp))]
public sealed class A_merchant_with_webhooks(GatewayFixture gateway)
{
    private const string Url = "https://shop.example/hooks";

    [Fact]
    public async Task Is_shown_the_secret_once_and_again_only_to_the_same_request()
    {
        var merchant = await gateway.OpenMerchant();
        var key = TestMerchant.NewNo();
        var made = await merchant.Post("/v1/webhook-endpoints", Body(Url), key);
        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.StartsWith("whsec_", made.Text("secret"));

        var again = await merchant.Post("/v1/webhook-endpoints", Body(Url), key);
        Assert.Equal(made.Body, again.Body);
        var other = await merchant.Post("/v1/webhook-endpoints", Body(Url + "/2"), key);
        Assert.Equal((422, "idempotency_key_reused"), ((int)other.Status, other.Text("code")));
        var list = await merchant.Get("/v1/webhook-endpoints");
        Assert.DoesNotContain("whsec_", list.Body);
        Assert.Equal(1, list.Json.GetProperty("data").GetArrayLength());
        var secret = made.Text("secret")["whsec_".Length..];
        Assert.Equal(0, await gateway.Harness.Database.Scalar<long>(
            $"SELECT count(*) FROM idempotency_keys WHERE position('{secret}' in convert_from(body, 'UTF8')) > 0"));
    }

    [Theory]
    [InlineData("http://shop.example/")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://169.254.169.254/")]
    [InlineData("https://2130706433/")]
    public async Task Is_refused_an_address_that_is_not_public(string url)
    {
        var merchant = await gateway.OpenMerchant();

        var refused = await merchant.Post("/v1/webhook-endpoints", Body(url));

        Assert.Equal((422, "webhook_url_refused"), ((int)refused.Status, refused.Text("code")));
    }

    [Fact]
    public async Task Is_refused_event_types_that_do_not_exist()
    {
        var merchant = await gateway.OpenMerchant();

        var refused = await merchant.Post(
            "/v1/webhook-endpoints", $$"""{"url":"{{Url}}","event_types":["refund.succeeded","refund.exploded"]}""");

        Assert.Equal((400, "request_invalid"), ((int)refused.Status, refused.Text("code")));
    }

    [Fact]
    public async Task Rotates_a_secret_once_per_request()
    {
        var merchant = await gateway.OpenMerchant();
        var made = await merchant.Post("/v1/webhook-endpoints", Body(Url));
        var key = TestMerchant.NewNo();

        var rotated = await merchant.Post($"/v1/webhook-endpoints/{made.Id}/rotate-secret", null, key);
        var again = await merchant.Post($"/v1/webhook-endpoints/{made.Id}/rotate-secret", null, key);

        Assert.Equal(HttpStatusCode.OK, rotated.Status);
        Assert.NotEqual(made.Text("secret"), rotated.Text("secret"));
        Assert.Equal(rotated.Text("secret"), again.Text("secret"));
        Assert.True(rotated.Json.TryGetProperty("former_secret_until", out _));
    }

    [Fact]
    public async Task Does_not_see_or_touch_what_is_another_merchants()
    {
        var (owner, stranger) = (await gateway.OpenMerchant(), await gateway.OpenMerchant());
        var made = await owner.Post("/v1/webhook-endpoints", Body(Url));
        var path = $"/v1/webhook-endpoints/{made.Id}";

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Post(path + "/rotate-secret", null)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Send(stranger.Request(HttpMethod.Delete, path))).Status);
        Assert.Equal(0, (await stranger.Get("/v1/webhook-endpoints")).Json.GetProperty("data").GetArrayLength());
        Assert.Equal(HttpStatusCode.NoContent, (await owner.Send(owner.Request(HttpMethod.Delete, path))).Status);
    }

    [Fact]
    public async Task Lists_what_failed_and_has_it_delivered_again()
    {
        var merchant = await gateway.OpenMerchant();
        var made = await merchant.Post("/v1/webhook-endpoints", Body(Url));
        var delivery = await Failed(merchant.Id, made.Id);

        var list = await merchant.Get("/v1/webhook-deliveries");
        Assert.Equal(delivery, list.Json.GetProperty("data")[0].GetProperty("id").GetGuid());
        var read = await merchant.Get($"/v1/webhook-deliveries/{delivery}");
        Assert.Equal(10, read.Json.GetProperty("tries").GetInt32());
        Assert.Equal(0, read.Json.GetProperty("log").GetArrayLength());

        var replayed = await merchant.Post($"/v1/webhook-deliveries/{delivery}/replay", null);
        Assert.Equal((HttpStatusCode.Accepted, "pending"), (replayed.Status, replayed.Text("state")));
        Assert.Equal(HttpStatusCode.BadRequest, (await merchant.Get("/v1/webhook-deliveries?state=lost")).Status);
        var stranger = await gateway.OpenMerchant();
        var path = $"/v1/webhook-deliveries/{delivery}";
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Post(path + "/replay", null)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get(path)).Status);
    }

    private async Task<Guid> Failed(Guid merchant, Guid endpoint)
    {
        var id = Guid.CreateVersion7();
        await gateway.Harness.Run(unit =>
        {
            var now = TimeProvider.System.GetUtcNow();
            var delivery = new WebhookDelivery
            {
                Id = id,
                EndpointId = endpoint,
                MerchantId = merchant,
                RefundId = Guid.CreateVersion7(),
                Sequence = 2,
                Type = "refund.succeeded",
                Body = "{}"u8.ToArray(),
                CreatedAt = now,
            };
            for (var i = 0; i < RetrySchedule.Tries; i++) delivery.Answered(new TryResult(500), now);
            unit.Db.Add(delivery);
            return Task.CompletedTask;
        });
        return id;
    }

    private static string Body(string url) => $$"""{"url":"{{url}}"}""";
}
