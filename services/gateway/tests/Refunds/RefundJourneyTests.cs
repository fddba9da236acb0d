using System.Globalization;
using System.Net;
using Contracts;
using Contracts.Clearing;
using Contracts.Executions;
using Contracts.Payments;
using Platform.Testing;

namespace Gateway.Tests.Refunds;

/// <summary>
/// Through HTTP, the table, the bus and the saga; the test says what clearing and refund-center would.
/// </summary>
[Collection(nameof(OverHttp))]
public sealed class The_journey_of_a_refund(GatewayFixture gateway)
{
    [Fact]
    public async Task Ends_in_success_with_all_its_facts()
    {
        var merchant = await gateway.OpenMerchant();
        var payment = await merchant.Payment(100_00);
        var refund = await merchant.Refund(payment, 40_00);
        await Accept(refund.Id);
        await Finish(refund.Id, 1, ExecutionOutcome.Succeeded, 40_00);
        var answer = await WaitFor(merchant, refund.Id, "succeeded");
        Assert.Equal(("interface", "payer"), (answer.Text("method"), answer.Text("destination")));
        Assert.NotEmpty(answer.Text("success_promised_at"));
        Assert.NotEmpty(answer.Text("channel_final_at"));
        await gateway.Harness.Publish(new RefundReconciled(refund.Id, 1, 2, new DateOnly(2026, 3, 2)));
        await Eventually.True(
            async () => (await Read(merchant, refund.Id)).Json.TryGetProperty("reconciled_at", out _), "reconciled");
        await Eventually.True(async () => await Sums(payment) == (0, 40_00, 1), "counted on the payment");
    }

    [Fact]
    public async Task Is_told_from_the_first_to_the_last_with_its_sources()
    {
        var merchant = await gateway.OpenMerchant();
        var refund = await merchant.Refund(await merchant.Payment(100_00), 40_00);
        await Accept(refund.Id);
        await WaitFor(merchant, refund.Id, "accepted");
        await Finish(Fact(refund.Id, 1, ExecutionOutcome.Failed, 0, 1) with { Source = "channel" });
        await WaitFor(merchant, refund.Id, "failed");
        await Finish(Fact(refund.Id, 2, ExecutionOutcome.Succeeded, 40_00, 1) with { Source = "file" });
        var last = await WaitFor(merchant, refund.Id, "succeeded");

        var history = (await merchant.Get($"/v1/refunds/{refund.Id}/history")).Json.GetProperty("data");

        Assert.Equal(
            ["received merchant", "accepted ", "failed channel", "succeeded file"],
            history.EnumerateArray().Select(c => $"{Word(c, "state")} {Word(c, "source")}"));
        Assert.Equal(
            ["", "in_progress", "failed", "succeeded"], history.EnumerateArray().Select(c => Word(c, "outcome")));
        Assert.Equal("payer", history[3].GetProperty("destination").GetString());
        Assert.Equal(
            (refund.Json.GetProperty("version").GetInt32(), last.Json.GetProperty("version").GetInt32()),
            (history[0].GetProperty("version").GetInt32(), history[3].GetProperty("version").GetInt32()));
        Assert.NotEmpty(Word(history[3], "channel_time"));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => gateway.Harness.Database.Execute("DELETE FROM refund_changes"));
        var stranger = await gateway.OpenMerchant();
        Assert.Equal("refund_not_found", (await stranger.Get($"/v1/refunds/{refund.Id}/history")).Text("code"));

        static string Word(JsonElement change, string name) =>
            change.TryGetProperty(name, out var word) ? word.GetString()! : "";
    }

    [Fact]
    public async Task That_failed_keeps_its_room_for_itself_while_its_channel_may_execute_it_all_the_same()
    {
        var merchant = await gateway.OpenMerchant();
        var payment = await merchant.Payment(100_00);
        var (refund, now) = (await merchant.Refund(payment, 60_00, "r-1"), TimeProvider.System.GetUtcNow());
        await Accept(refund.Id);
        await Finish(new RefundExecuted(
            refund.Id, 1, 1, ExecutionOutcome.Failed, "interface", Movements.None("CNY"), null, null, null,
            new("channel_refused", "CLOSED"), MayReviveUntil: now.AddDays(7)));
        await WaitFor(merchant, refund.Id, "failed");
        await Eventually.True(async () => await Sums(payment) == (0, 0, 0), "counted on the payment");

        var other = await merchant.Refund(payment, 40_01, "r-2");
        Assert.Equal((HttpStatusCode.Conflict, "failed_refund_may_revive"), (other.Status, other.Text("code")));
        Assert.InRange(int.Parse(other.Header("Retry-After")!, CultureInfo.InvariantCulture), 604_700, 604_800);
        Assert.Equal(HttpStatusCode.Accepted, (await merchant.Refund(payment, 40_00, "r-3")).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await merchant.Refund(payment, 60_00, "r-1")).Status);
    }

    [Fact]
    public async Task That_failed_gives_its_room_to_others_when_its_channel_can_not_execute_it_any_more()
    {
        var merchant = await gateway.OpenMerchant();
        var payment = await merchant.Payment(100_00);
        var (refund, now) = (await merchant.Refund(payment, 60_00, "r-1"), TimeProvider.System.GetUtcNow());
        await Accept(refund.Id);
        await Finish(new RefundExecuted(
            refund.Id, 1, 1, ExecutionOutcome.Failed, "interface", Movements.None("CNY"), null, null, null,
            new("channel_refused", "CLOSED"), MayReviveUntil: now.AddSeconds(3)));
        await WaitFor(merchant, refund.Id, "failed");

        await Eventually.True(
            async () => (await merchant.Refund(payment, 100_00)).Status is HttpStatusCode.Accepted, "free");

        Assert.True(TimeProvider.System.GetUtcNow() > now.AddSeconds(3));
    }

    [Fact]
    public async Task That_failed_unsent_gives_the_amount_free_at_once_and_can_be_tried_again_under_its_number()
    {
        var merchant = await gateway.OpenMerchant();
        var payment = await merchant.Payment(100_00);
        var refund = await merchant.Refund(payment, 100_00, "r-1");
        await Accept(refund.Id);
        await Finish(refund.Id, 1, ExecutionOutcome.Failed, 0);
        var failed = await WaitFor(merchant, refund.Id, "failed");
        Assert.True(failed.Json.GetProperty("error").GetProperty("retryable").GetBoolean());

        var again = await merchant.Refund(payment, 100_00, "r-1");
        Assert.Equal((HttpStatusCode.Accepted, refund.Id), (again.Status, again.Id));
        Assert.Equal(2, again.Json.GetProperty("attempt").GetInt32());
        var deduct = await gateway.Harness.Published<DeductRefund>(d => d.RefundId == refund.Id && d.Attempt == 2);
        Assert.Equal(new Money(100_00, "CNY"), deduct.Amount);
        Assert.Equal("amount_exceeds_refundable", (await merchant.Refund(payment, 1, "r-2")).Text("code"));
        await Accept(refund.Id, attempt: 2);
        await Finish(refund.Id, 2, ExecutionOutcome.Succeeded, 100_00, attempt: 2);
        await WaitFor(merchant, refund.Id, "succeeded");
    }

    [Fact]
    public async Task Waits_until_its_payment_is_cleared()
    {
        var merchant = await gateway.OpenMerchant();
        var payment = await merchant.Payment(cleared: false);
        var refund = await merchant.Refund(payment, 10_00);
        await Task.Delay(600);
        Assert.DoesNotContain(gateway.Harness.AllOf<DeductRefund>(), d => d.RefundId == refund.Id);
        await gateway.Harness.Publish(new PaymentCleared(payment, merchant.Id));
        await gateway.Harness.Published<DeductRefund>(d => d.RefundId == refund.Id);
    }

    [Fact]
    public async Task Shows_that_it_waits_for_the_merchants_money()
    {
        var merchant = await gateway.OpenMerchant();
        var refund = await merchant.Refund(await merchant.Payment(), 10_00);
        await gateway.Harness.Published<DeductRefund>(d => d.RefundId == refund.Id);
        await gateway.Harness.Publish(new RefundWaiting(refund.Id, 1, new(3_00, "CNY")));
        var answer = await WaitFor(merchant, refund.Id, "waiting");
        Assert.Equal("merchant_funds", answer.Text("waiting_for"));
        Assert.Equal(HttpStatusCode.Accepted, (await merchant.Post($"/v1/refunds/{refund.Id}/cancel", null)).Status);
        await gateway.Harness.Published<CancelDeduction>(d => d.RefundId == refund.Id);
        await gateway.Harness.Publish(new DeductionCancelled(refund.Id, 1));
        await WaitFor(merchant, refund.Id, "cancelled");
    }

    [Fact]
    public async Task Of_a_merchant_that_wants_the_channels_file_shows_success_only_with_it()
    {
        var merchant = await gateway.OpenMerchant("reconciled");
        var refund = await merchant.Refund(await merchant.Payment(), 10_00);
        await Accept(refund.Id);
        await Finish(refund.Id, 1, ExecutionOutcome.Succeeded, 10_00);
        await Eventually.True(async () => (await Read(merchant, refund.Id)).Json.TryGetProperty(
            "channel_final_at", out _), "channel-final");
        var before = await Read(merchant, refund.Id);
        Assert.Equal("accepted", before.Text("state"));
        Assert.False(before.Json.TryGetProperty("success_promised_at", out _));
        await gateway.Harness.Publish(new RefundReconciled(refund.Id, 1, 2, new DateOnly(2026, 3, 2)));
        Assert.NotEmpty((await WaitFor(merchant, refund.Id, "succeeded")).Text("success_promised_at"));
    }

    [Fact]
    public async Task Of_a_merchant_that_is_promised_early_says_so_at_the_acceptance_and_never_at_the_202()
    {
        var merchant = await gateway.OpenMerchant("accepted");
        var refund = await merchant.Refund(await merchant.Payment(), 10_00);
        Assert.False(refund.Json.TryGetProperty("success_promised_at", out _));
        await Accept(refund.Id);
        var answer = await WaitFor(merchant, refund.Id, "accepted");
        Assert.NotEmpty(answer.Text("success_promised_at"));
    }

    [Fact]
    public async Task Tells_who_asks_with_patience_as_soon_as_there_is_news()
    {
        var merchant = await gateway.OpenMerchant();
        var refund = await merchant.Refund(await merchant.Payment(), 10_00);
        var request = merchant.Request(HttpMethod.Get, $"/v1/refunds/{refund.Id}?wait=10");
        request.Headers.TryAddWithoutValidation("If-None-Match", refund.Header("ETag"));
        var waiting = merchant.Send(request);
        await Accept(refund.Id);
        var news = await waiting;
        Assert.Equal((HttpStatusCode.OK, "accepted"), (news.Status, news.Text("state")));
        var unchanged = merchant.Request(HttpMethod.Get, $"/v1/refunds/{refund.Id}");
        unchanged.Headers.TryAddWithoutValidation("If-None-Match", news.Header("ETag"));
        Assert.Equal(HttpStatusCode.NotModified, (await merchant.Send(unchanged)).Status);
    }

    [Fact]
    public async Task Is_cancelled_though_the_queue_lost_the_merchants_wish()
    {
        var merchant = await gateway.OpenMerchant();
        var refund = await merchant.Refund(await merchant.Payment(), 10_00);
        await gateway.Harness.Published<DeductRefund>(d => d.RefundId == refund.Id);
        // As if it had been asked for a minute ago, and the message was purged.
        await gateway.Harness.Database.Execute($"""
            UPDATE refunds SET cancel_asked_at = now() - interval '1 minute', cancel_repeat_at = now() - interval '55 s'
            WHERE id = '{refund.Id}'
            """);

        await gateway.Harness.Published<CancelDeduction>(d => d.RefundId == refund.Id);

        await Eventually.True(
            async () => await gateway.Harness.Database.Scalar<bool>(
                $"SELECT cancel_repeat_at IS NULL FROM refunds WHERE id = '{refund.Id}'"), "the saga has it");
    }

    [Fact]
    public async Task Keeps_the_merchants_wish_to_cancel_until_its_saga_has_it()
    {
        var merchant = await gateway.OpenMerchant();
        var refund = await merchant.Refund(await merchant.Payment(cleared: false), 10_00);
        await gateway.Harness.Database.Execute(           // handed on, and its saga does not exist yet
            $"UPDATE refunds SET hand_on = 'HandedOn', handed_on_at = now() WHERE id = '{refund.Id}'");

        await merchant.Post($"/v1/refunds/{refund.Id}/cancel", null);

        Assert.True(await gateway.Harness.Database.Scalar<bool>(
            $"SELECT cancel_repeat_at > now() FROM refunds WHERE id = '{refund.Id}'"));
    }

    [Fact]
    public async Task Is_handed_on_again_when_the_queue_lost_it()
    {
        var merchant = await gateway.OpenMerchant();
        var refund = await merchant.Refund(await merchant.Payment(cleared: false), 10_00);
        // As if it had been handed on a minute ago, and the message was purged.
        await gateway.Harness.Database.Execute(
            $"UPDATE refunds SET hand_on = 'HandedOn', handed_on_at = now() - interval '1 minute' WHERE id = '{refund.Id}'");
        await gateway.Harness.Published<DeductRefund>(d => d.RefundId == refund.Id);
    }

    private async Task Accept(Guid refund, int attempt = 1)
    {
        var order = await gateway.Harness.Published<DeductRefund>(d => d.RefundId == refund && d.Attempt == attempt);
        await gateway.Harness.Publish(new RefundDeducted(refund, attempt, order.Amount, order.Amount with { Minor = 0 }));
        await gateway.Harness.Published<ExecuteRefund>(d => d.RefundId == refund && d.Attempt == attempt);
        await gateway.Harness.Publish(
            new RefundAccepted(refund, attempt, "interface", TimeProvider.System.GetUtcNow().AddDays(1)));
    }

    private Task Finish(Guid refund, int orderNo, ExecutionOutcome outcome, long moved, int attempt = 1) =>
        Finish(Fact(refund, orderNo, outcome, moved, attempt));

    private static RefundExecuted Fact(Guid refund, int orderNo, ExecutionOutcome outcome, long moved, int attempt)
    {
        var error = outcome is ExecutionOutcome.Failed ? new RefundError(
            "account_abnormal", "The payer's account is closed.") : null;
        return new RefundExecuted(
            refund, attempt, orderNo, outcome, "interface", Movements.None(
                "CNY") with { ByChannel = new(moved, "CNY") }, null,
            error is null ? "payer" : null, TimeProvider.System.GetUtcNow(), error);
    }

    /// <summary>The fact's number is the order's too.</summary>
    private async Task Finish(RefundExecuted fact)
    {
        var (refund, orderNo) = (fact.RefundId, fact.Version);
        await gateway.Harness.Publish(fact);
        await gateway.Harness.Published<SettleDeduction>(s => s.RefundId == refund && s.OrderNo == orderNo);
        await gateway.Harness.Published<ExecutionConfirmed>(c => c.RefundId == refund && c.Version == orderNo);
        await gateway.Harness.Publish(new DeductionSettled(refund, orderNo));
    }

    private static Task<TestAnswer> Read(TestMerchant merchant, Guid refund) => merchant.Get($"/v1/refunds/{refund}");

    private static async Task<TestAnswer> WaitFor(TestMerchant merchant, Guid refund, string state)
    {
        TestAnswer? answer = null;
        await Eventually.True(
            async () => (answer = await Read(merchant, refund)).Text("state") == state, $"the refund is {state}");
        return answer!;
    }

    private async Task<(long, long, int)> Sums(Guid payment)
    {
        await using var db = gateway.Harness.Database.Open();
        var row = (await db.FindAsync<Gateway.Payments.Payment>(payment))!;
        return (row.InFlight, row.Refunded, row.Parts);
    }
}
