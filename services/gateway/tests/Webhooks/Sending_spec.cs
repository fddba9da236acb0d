using Gateway.Webhooks;
using Microsoft.EntityFrameworkCore;
using Platform.Testing;

namespace Gateway.Tests.Webhooks;

public sealed class A_change_of_a_refund(WebhookFixture gateway) : IClassFixture<WebhookFixture>
{
    [Fact]
    public async Task Reaches_each_endpoint_that_wants_it_with_the_right_signature()
    {
        var merchant = await gateway.Merchant();
        var (all, some, none) = (
            await gateway.Endpoint(merchant), await gateway.Endpoint(merchant, "refund.cancelled"),
            await gateway.Endpoint(merchant, "refund.succeeded"));
        var stranger = await gateway.Endpoint(await gateway.Merchant());

        var refund = await gateway.ChangedRefund(merchant);

        await gateway.Until(all.Id, d => d.State is DeliveryState.Delivered, "delivered");
        await gateway.Until(some.Id, d => d.State is DeliveryState.Delivered, "delivered");
        var arrival = Assert.Single(gateway.Receiver.At(all.Path));
        Assert.Equal(WebhookSignature.Of(arrival.Id, arrival.Timestamp, arrival.Body, [all.Secret]), arrival.Signature);
        Assert.InRange(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - arrival.Timestamp, -1, 20);
        Assert.Equal("refund.cancelled", arrival.Json.GetProperty("type").GetString());
        var data = arrival.Json.GetProperty("data");
        Assert.Equal(refund.Id, data.GetProperty("refund_id").GetGuid());
        Assert.Equal(
            ("cancelled", refund.Version, refund.MerchantRefundNo, 40_00),
            (data.GetProperty("state").GetString(), data.GetProperty("sequence").GetInt32(),
                data.GetProperty("merchant_refund_no").GetString(),
                data.GetProperty("amount").GetProperty("minor").GetInt32()));
        Assert.Empty(gateway.Receiver.At(none.Path));
        Assert.Empty(gateway.Receiver.At(stranger.Path));
    }

    [Fact]
    public async Task That_overrules_an_end_is_missed_by_nobody_who_wants_its_state()
    {
        var merchant = await gateway.Merchant();
        var (all, news, state, none) = (
            await gateway.Endpoint(merchant), await gateway.Endpoint(merchant, "refund.revived", "refund.succeeded"),
            await gateway.Endpoint(merchant, "refund.succeeded"), await gateway.Endpoint(merchant, "refund.failed"));

        await gateway.RevivedRefund(merchant);

        foreach (var endpoint in new[] { all, news, state })
            await gateway.Until(endpoint.Id, d => d.State is DeliveryState.Delivered, "delivered");
        Assert.Equal(
            ["refund.revived", "refund.revived", "refund.succeeded"],
            new[] { all, news, state }.Select(
                endpoint => Assert.Single(gateway.Receiver.At(endpoint.Path)).Json.GetProperty("type").GetString()));
        Assert.Empty(gateway.Receiver.At(none.Path));
    }

    [Fact]
    public async Task Is_written_once_however_often_it_is_told()
    {
        var merchant = await gateway.Merchant();
        var endpoint = await gateway.Endpoint(merchant);
        var refund = await gateway.ChangedRefund(merchant);
        await gateway.Harness.Run(unit =>
        {
            WebhookFixture.Tell(unit.Services, unit.Db, refund);
            return Task.CompletedTask;
        });

        await gateway.Until(endpoint.Id, d => d.State is DeliveryState.Delivered, "delivered");
    }

    [Fact]
    public async Task Is_signed_with_both_secrets_during_a_rotation_and_with_the_new_one_after_it()
    {
        var merchant = await gateway.Merchant();
        var endpoint = await gateway.Endpoint(merchant);
        var next = WebhookSecret.Make();
        await Rotate(endpoint.Id, next);
        await gateway.ChangedRefund(merchant);
        await Eventually.True(() => gateway.Receiver.At(endpoint.Path).Count == 1, "the first arrived");
        await gateway.Advance(TimeSpan.FromHours(25));
        await gateway.ChangedRefund(merchant);
        await Eventually.True(() => gateway.Receiver.At(endpoint.Path).Count == 2, "the second arrived");

        var (first, second) = (gateway.Receiver.At(endpoint.Path)[0], gateway.Receiver.At(endpoint.Path)[1]);
        Assert.Equal(
            WebhookSignature.Of(first.Id, first.Timestamp, first.Body, [next, endpoint.Secret]), first.Signature);
        Assert.Equal(WebhookSignature.Of(second.Id, second.Timestamp, second.Body, [next]), second.Signature);
    }

    private Task Rotate(Guid id, byte[] secret) => gateway.Harness.Run(async unit =>
    {
        var endpoint = await unit.Db.Set<WebhookEndpoint>().SingleAsync(x => x.Id == id);
        var box = new Gateway.Merchants.SecretBox(new byte[32]);
        endpoint.Rotate(box.Seal(secret, endpoint.SealName), "key", gateway.Now + TimeSpan.FromHours(24));
    });
}

public sealed class An_endpoint_that_does_not_answer_2xx(WebhookFixture gateway) : IClassFixture<WebhookFixture>
{
    [Fact]
    public async Task Is_tried_again_under_the_same_id_when_the_time_has_come()
    {
        var merchant = await gateway.Merchant();
        var endpoint = await gateway.Endpoint(merchant);
        gateway.Receiver.Answers(endpoint.Path, 500);
        await gateway.ChangedRefund(merchant);
        await gateway.Until(endpoint.Id, d => d.Tries == 1, "tried");
        gateway.Receiver.Answers(endpoint.Path, 204);
        await gateway.Advance(TimeSpan.FromSeconds(6));

        await gateway.Until(endpoint.Id, d => d.State is DeliveryState.Delivered, "delivered");
        var (first, second) = (gateway.Receiver.At(endpoint.Path)[0], gateway.Receiver.At(endpoint.Path)[1]);
        Assert.Equal(first.Id, second.Id);
        Assert.Equal(first.Body, second.Body);
        Assert.Equal(2, await Lines(endpoint.Id));
    }

    [Fact]
    public async Task Is_not_followed_when_it_redirects()
    {
        var merchant = await gateway.Merchant();
        var endpoint = await gateway.Endpoint(merchant);
        var elsewhere = new Uri(gateway.Receiver.Address, endpoint.Path + "/else");
        gateway.Receiver.Answers(endpoint.Path, 302, "Location", elsewhere.ToString());
        await gateway.ChangedRefund(merchant);

        await gateway.Until(
            endpoint.Id, d => d is { Tries: 1, LastStatus: 302, State: DeliveryState.Pending }, "failed once");
        Assert.Empty(gateway.Receiver.At(endpoint.Path + "/else"));
    }

    [Fact]
    public async Task Is_disabled_when_it_is_gone()
    {
        var merchant = await gateway.Merchant();
        var endpoint = await gateway.Endpoint(merchant);
        gateway.Receiver.Answers(endpoint.Path, 410);
        await gateway.ChangedRefund(merchant);
        await gateway.Until(endpoint.Id, d => d is { State: DeliveryState.Failed, LastStatus: 410 }, "ended");

        await gateway.ChangedRefund(merchant);                                 // nothing is written for it any more
        await using var db = gateway.Harness.Database.Open();
        var row = await db.Set<WebhookEndpoint>().SingleAsync(x => x.Id == endpoint.Id);
        Assert.Equal(WebhookEndpoint.Gone, row.DisabledReason);
        Assert.Equal(1, await db.Set<WebhookDelivery>().CountAsync(x => x.EndpointId == endpoint.Id));
    }

    [Fact]
    public async Task Is_left_alone_as_long_as_it_asks()
    {
        var merchant = await gateway.Merchant();
        var endpoint = await gateway.Endpoint(merchant);
        gateway.Receiver.Answers(endpoint.Path, 429, "Retry-After", "600");
        await gateway.ChangedRefund(merchant);
        await gateway.Until(endpoint.Id, d => d.Tries == 1, "tried");

        var delivery = await gateway.Delivery(endpoint.Id);
        Assert.InRange(delivery.NextTryAt!.Value - gateway.Now, TimeSpan.FromSeconds(560), TimeSpan.FromSeconds(600));
        await using var db = gateway.Harness.Database.Open();
        var row = await db.Set<WebhookEndpoint>().SingleAsync(x => x.Id == endpoint.Id);
        Assert.InRange(row.PausedUntil!.Value - gateway.Now, TimeSpan.FromSeconds(560), TimeSpan.FromSeconds(600));
    }

    [Fact]
    public async Task Stops_nobody_when_it_hangs()
    {
        var merchant = await gateway.Merchant();
        var (slow, quick) = (await gateway.Endpoint(merchant, "refund.cancelled"), await gateway.Endpoint(merchant));
        var release = new TaskCompletionSource();
        gateway.Receiver.Answers(slow.Path, _ => release.Task);
        for (var i = 0; i < 12; i++) await gateway.ChangedRefund(merchant);

        await Eventually.True(
            () => gateway.Receiver.At(quick.Path).Count == 12, "all reached the quick one", seconds: 10);
        Assert.InRange(gateway.Receiver.At(slow.Path).Count, 1, 8);            // four places, each for two seconds
        await Eventually.True(
            async () => await gateway.Harness.Database.Scalar<long>($"""
                SELECT count(*) FROM webhook_deliveries WHERE endpoint_id = '{slow.Id}' AND last_error = 'timeout'
                """) >= 4,
            "the slow one timed out");
        release.SetResult();
    }

    [Fact]
    public async Task Is_sent_to_again_under_the_same_id_when_the_process_that_was_sending_died()
    {
        var merchant = await gateway.Merchant();
        var endpoint = await gateway.Endpoint(merchant);
        gateway.Receiver.Answers(endpoint.Path, 500);
        await gateway.ChangedRefund(merchant);
        await gateway.Until(endpoint.Id, d => d.Tries == 1, "tried");
        gateway.Receiver.Answers(endpoint.Path, 204);

        // As it stands when a process is killed between its claim and its answer.
        await gateway.Harness.Database.Execute($"""
            UPDATE webhook_deliveries SET next_try_at = created_at, lease_until = now() + interval '2 s'
            WHERE endpoint_id = '{endpoint.Id}'
            """);
        await Task.Delay(TimeSpan.FromSeconds(1));
        Assert.Single(gateway.Receiver.At(endpoint.Path));
        await gateway.Until(endpoint.Id, d => d.State is DeliveryState.Delivered, "delivered");
        Assert.Single(gateway.Receiver.At(endpoint.Path).Select(a => a.Id).Distinct());
    }

    private Task<long> Lines(Guid endpoint) => gateway.Harness.Database.Scalar<long>($"""
        SELECT count(*) FROM webhook_tries t JOIN webhook_deliveries d ON d.id = t.delivery_id
        WHERE d.endpoint_id = '{endpoint}'
        """);
}
