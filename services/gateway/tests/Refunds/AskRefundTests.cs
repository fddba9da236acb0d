using System.Net;
using Gateway.Refunds;
using Microsoft.EntityFrameworkCore;
using Platform.Testing;

namespace Gateway.Tests.Refunds;

[Collection(nameof(OverHttp))]
public sealed class A_refund_that_is_asked_for(GatewayFixture gateway)
{
    [Fact]
    public async Task Is_received_with_an_address_and_a_version()
    {
        var merchant = await gateway.OpenMerchant();
        var answer = await merchant.Refund(await merchant.Payment(cleared: false), 8_80);
        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        Assert.Equal("received", answer.Text("state"));
        Assert.Equal("{\"minor\":880,\"currency\":\"CNY\"}", answer.Json.GetProperty("amount").GetRawText());
        Assert.Equal(
            ($"\"{answer.Json.GetProperty("version")}\"", $"/v1/refunds/{answer.Id}"),
            (answer.Header("ETag"), answer.Header("Location")));
        var read = await merchant.Get(answer.Header("Location")!);
        Assert.Equal(answer.Body, read.Body);
    }

    [Fact]
    public async Task Can_name_the_merchants_own_payment_number()
    {
        var merchant = await gateway.OpenMerchant();
        var no = TestMerchant.NewNo();
        await merchant.Post("/v1/payments", TestMerchant.PaymentBody(no));
        var answer = await merchant.Post("/v1/refunds", $$$"""
            {"merchant_refund_no":"r-1","merchant_payment_no":"{{{no}}}","amount":{"minor":100,"currency":"CNY"},
             "reason":"尺寸不合适","metadata":{"shop":"12"}}
            """);
        Assert.Equal((HttpStatusCode.Accepted, "尺寸不合适"), (answer.Status, answer.Text("reason")));
        Assert.Equal("12", answer.Json.GetProperty("metadata").GetProperty("shop").GetString());
    }

    [Fact]
    public async Task Under_a_known_number_is_the_same_refund()
    {
        var merchant = await gateway.OpenMerchant();
        var payment = await merchant.Payment(cleared: false);
        var first = await merchant.Refund(payment, 10_00, "r-1");
        var again = await merchant.Refund(payment, 10_00, "r-1");
        Assert.Equal((first.Status, first.Body), (again.Status, again.Body));
        Assert.Null(again.Header("Idempotent-Replayed"));
        var other = await merchant.Refund(payment, 10_01, "r-1");
        Assert.Equal((HttpStatusCode.Conflict, "merchant_refund_no_conflict"), (other.Status, other.Text("code")));
    }

    [Fact]
    public async Task For_two_payments_at_once_under_one_number_is_one_refund()
    {
        var merchant = await gateway.OpenMerchant();
        var payments = new List<Guid>();
        for (var i = 0; i < 10; i++) payments.Add(await merchant.Payment());
        var answers = await Task.WhenAll(payments.Select(p => merchant.Refund(p, 10_00, "r-1")));
        Assert.Single(answers, a => a.Status is HttpStatusCode.Accepted);
        Assert.Equal(9, answers.Count(
            a => a.Status is HttpStatusCode.Conflict && a.Text("code") == "merchant_refund_no_conflict"));
        Assert.Equal(10_00, await gateway.Harness.Database.Scalar<decimal>(
            $"SELECT sum(in_flight) FROM payments WHERE merchant_id = '{merchant.Id}'"));
    }

    [Theory]
    [InlineData(100_00, 1_00, 50, "too_many_parts")]      // the channel's limit of parts
    [InlineData(100_00, 7_00, 14, "amount_exceeds_refundable")]      // what is left of the payment
    public async Task In_two_hundred_parallel_parts_passes_exactly_as_often_as_fits(
        long paid, long part, int fits, string code)
    {
        var merchant = await gateway.OpenMerchant();
        var payment = await merchant.Payment(paid);
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => merchant.Refund(payment, part)));
        Assert.Equal(fits, answers.Count(a => a.Status is HttpStatusCode.Accepted));
        Assert.All(
            answers.Where(a => a.Status is not HttpStatusCode.Accepted), a => Assert.Equal(code, a.Text("code")));
        Assert.Equal(fits * part, await gateway.Harness.Database.Scalar<long>(
            $"SELECT in_flight FROM payments WHERE id = '{payment}'"));
    }

    /// <summary>They share a transaction: the one that fits, the one too much and the one that is nobody's business.</summary>
    [Fact]
    public async Task Is_admitted_for_itself_however_many_come_at_once()
    {
        var merchants = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => gateway.OpenMerchant()));
        var payments = await Task.WhenAll(merchants.Select(m => m.Payment()));

        var answers = await Task.WhenAll(
            from asking in Enumerable.Range(0, 4)
            from paid in Enumerable.Range(0, 4)
            from part in Enumerable.Range(0, 4)
            select Ask(asking, paid, part));

        Assert.All(answers, a => Assert.Equal(a.Mine ? a.Part < 3 ? 202 : 422 : 404, a.Status));
        Assert.All(
            await Task.WhenAll(merchants.Select(m => m.Get("/v1/refunds"))),
            list => Assert.Equal(3, list.Json.GetProperty("data").GetArrayLength()));

        async Task<(bool Mine, int Part, int Status)> Ask(int asking, int paid, int part)
        {
            var amount = part < 3 ? 20_00 : 110_00;               // of 100.00
            var answer = await merchants[asking].Refund(payments[paid], amount, $"r-{paid}-{part}");
            return (asking == paid, part, (int)answer.Status);
        }
    }

    [Fact]
    public async Task Is_the_same_refund_though_the_gateway_was_restored_and_has_forgotten_it()
    {
        var merchant = await gateway.OpenMerchant();
        var payment = await merchant.Payment(cleared: false);
        var first = await merchant.Refund(payment, 10_00, "r-1");
        await gateway.Harness.Database.Execute($"DELETE FROM refunds WHERE id = '{first.Id}'");

        var again = await merchant.Refund(payment, 10_00, "r-1");

        Assert.Equal(first.Id, again.Id);
        await gateway.Harness.Database.Execute($"DELETE FROM refunds WHERE id = '{first.Id}'");
        var elsewhere = await merchant.Refund(await merchant.Payment(cleared: false), 10_00, "r-1");
        Assert.Equal(first.Id, elsewhere.Id);                     // clearing knows it by its payment, and refuses
        var other = await gateway.OpenMerchant();
        Assert.NotEqual(first.Id, (await other.Refund(await other.Payment(cleared: false), 10_00, "r-1")).Id);
    }

    [Fact]
    public async Task Once_more_holds_no_refund_while_it_waits_for_one_with_a_lower_id()
    {
        await using var alone = await Alone();
        var merchant = await alone.OpenMerchant();
        var payment = await merchant.Payment(cleared: false);
        var nos = Enumerable.Range(0, 2).Select(n => $"r-{n}").OrderBy(n => RefundIds.For(merchant.Id, n)).ToArray();
        var lower = await merchant.Refund(payment, 40_00, nos[0]);
        var higher = await merchant.Refund(payment, 60_00, nos[1]);
        await alone.Harness.Database.Execute($"""
            UPDATE refunds SET state = 'Failed', retryable = true, hand_on = 'Answered', in_flight = 0, count_due = true
            WHERE payment_id = '{payment}'
            """);
        await using var other = alone.Harness.Database.Open();
        await using var held = await other.Database.BeginTransactionAsync();
        await other.Database.ExecuteSqlAsync($"SELECT id FROM refunds WHERE id = {lower.Id} FOR UPDATE");

        var asked = merchant.Refund(payment, 60_00, nos[1]);

        await Eventually.True(
            async () => await alone.Harness.Database.Scalar<long>(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
                + " AND query LIKE '%FROM refunds%'") > 0,
            "it waits");
        Assert.Equal(1, await alone.Harness.Database.Scalar<long>(
            $"SELECT count(*) FROM (SELECT id FROM refunds WHERE id = '{higher.Id}' FOR UPDATE SKIP LOCKED) free"));
        await held.RollbackAsync();
        var answer = await asked;
        Assert.Equal((HttpStatusCode.Accepted, 2), (answer.Status, answer.Json.GetProperty("attempt").GetInt32()));
    }

    [Fact]
    public async Task Has_no_room_that_a_failed_one_has_taken_back_though_nobody_has_counted_it()
    {
        await using var alone = await Alone();
        var merchant = await alone.OpenMerchant();
        var payment = await merchant.Payment(cleared: false);
        await merchant.Refund(payment, 60_00, "r-1");
        await alone.Harness.Database.Execute($"""
            UPDATE payments SET in_flight = 0, parts = 0, may_revive_until = now() + interval '7 days' WHERE id = '{payment}';
            UPDATE refunds SET state = 'Succeeded', hand_on = 'Answered', in_flight = 0, at_payer = 6000,
                counted_in_flight = 0, counted_at_payer = 0, count_due = true
            WHERE payment_id = '{payment}'
            """);

        var other = await merchant.Refund(payment, 100_00, "r-2");

        Assert.Equal((422, "amount_exceeds_refundable"), ((int)other.Status, other.Text("code")));
    }

    [Fact]
    public async Task Is_withdrawn_at_once_when_nobody_has_heard_of_it()
    {
        var merchant = await gateway.OpenMerchant();
        var payment = await merchant.Payment(cleared: false);
        var refund = await merchant.Refund(payment, 100_00);
        var answer = await merchant.Post($"/v1/refunds/{refund.Id}/cancel", null);
        Assert.Equal((HttpStatusCode.OK, "cancelled"), (answer.Status, answer.Text("state")));
        Assert.True(
            answer.Json.GetProperty("version").GetInt32() > refund.Json.GetProperty("version").GetInt32());
        Assert.Equal(HttpStatusCode.Accepted, (await merchant.Refund(payment, 100_00)).Status);
    }

    [Fact]
    public async Task Is_listed_page_by_page_in_both_directions()
    {
        var merchant = await gateway.OpenMerchant();
        var payment = await merchant.Payment(cleared: false);
        for (var i = 0; i < 5; i++) await merchant.Refund(payment, 1_00, $"r-{i}");
        var first = await merchant.Get("/v1/refunds?limit=2");
        Assert.Equal(["r-4", "r-3"], Numbers(first));
        var second = await merchant.Get($"/v1/refunds?limit=2&after={first.Text("after")}");
        Assert.Equal(["r-2", "r-1"], Numbers(second));
        Assert.True(second.Json.GetProperty("has_more").GetBoolean());
        var back = await merchant.Get($"/v1/refunds?limit=2&before={second.Text("before")}");
        Assert.Equal(["r-4", "r-3"], Numbers(back));
        Assert.False(back.Json.GetProperty("has_more").GetBoolean());
        Assert.Equal(["r-3"], Numbers(await merchant.Get("/v1/refunds?merchant_refund_no=r-3&state=received")));
        Assert.Empty(Numbers(await merchant.Get("/v1/refunds?state=succeeded")));
        var all = await merchant.Get("/v1/refunds");
        Assert.Equal(["r-4", "r-3", "r-2", "r-1", "r-0"], Numbers(all));
        Assert.Equal(5, Numbers(await merchant.Get($"/v1/refunds?payment_id={payment}")).Length);
    }

    /// <summary>Only the API: by itself nobody counts here what is due, or waits for a lock.</summary>
    private static async Task<GatewayFixture> Alone()
    {
        var upstream = await Upstream.StartAsync();
        var settings = GatewayFixture.Settings(upstream);
        settings["Gateway:Roles"] = "api";
        return await GatewayFixture.With(settings, upstream);
    }

    private static string[] Numbers(TestAnswer page) =>
        [.. page.Json.GetProperty("data").EnumerateArray().Select(
            r => r.GetProperty("merchant_refund_no").GetString()!)];
}
