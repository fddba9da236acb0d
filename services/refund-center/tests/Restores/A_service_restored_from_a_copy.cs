using Channels;
using Contracts;
using Contracts.Executions;
using Contracts.Payouts;
using Contracts.Reconciliation;
using Contracts.Restores;
using Platform.Testing;
using RefundCenter.Legs;
using RefundCenter.Tests.Legs;

namespace RefundCenter.Tests.Restores;

public sealed class A_service_restored_from_a_copy
{
    [Fact]
    public async Task Asks_before_it_sends_what_may_have_been_sent_and_says_that_it_was_restored()
    {
        await using var before = await RunningService.StartAsync();
        before.Channel.Hold = new TaskCompletionSource();
        var open = RunningService.Order();
        await before.Publish(open);
        await Eventually.True(() => !before.Channel.Calls.IsEmpty, "a send is under way");
        await before.Bus.App.StopAsync(new CancellationToken(true));
        before.Channel.Calls.Clear();
        before.Channel.Hold.SetResult();
        before.Channel.Hold = null;

        var forgotten = RunningService.Order();
        before.Channel.Say(ChannelNo.For(open.RefundId, 1), RunningService.Done(ChannelNo.For(open.RefundId, 1)));
        before.Channel.Say(ChannelNo.For(forgotten.RefundId, 1), new ChannelAnswer.NeverSeen(),
            new ChannelAnswer.NeverSeen());
        await using var restored = await RunningService.StartAsync(before, ["--restored", "2026-03-01T00:00:00Z"]);
        Assert.Equal("refund-center", (await before.Bus.Published<RestoredTo>()).Service);
        await Answered(restored, "payout");
        await Answered(restored, "reconciliation");

        await restored.Publish(forgotten);
        await restored.Bus.Published<RefundExecuted>(
            f => f.RefundId == open.RefundId && f.Outcome is ExecutionOutcome.Succeeded);
        await Eventually.True(() => Asked(restored, forgotten).Length >= 1, "the forgotten one is asked for");
        await restored.Advance(TimeSpan.FromMinutes(11));
        await Eventually.True(() => Asked(restored, forgotten).Length >= 3, "and sent when it was never seen");
        Assert.Equal(["query", "query", "create"], Asked(restored, forgotten).Take(3));
        Assert.Equal(["query"], Asked(restored, open));
    }

    [Fact]
    public async Task Sends_nothing_in_doubt_before_the_others_have_said_what_they_know_however_long_that_takes()
    {
        await using var service = await RunningService.StartAsync(args: ["--restored", "2026-03-01T00:00:00Z"]);
        var order = RunningService.Order();
        service.Channel.Say(
            ChannelNo.For(order.RefundId, 1), new ChannelAnswer.NeverSeen(), new ChannelAnswer.NeverSeen());
        await service.Publish(order);
        await Eventually.True(() => Asked(service, order).Length == 1, "it is asked for");
        await service.Advance(TimeSpan.FromMinutes(11));
        await IsHeld(service, order);

        await Answered(service, "payout");
        await Answered(service, "reconciliation", Guid.CreateVersion7());                         // to another restore
        await service.Taken(new RestoreAnswered(await LastRestore(service), "gateway", "reconciliation"));
        await service.Advance(TimeSpan.FromDays(2));
        await IsHeld(service, order);

        await Answered(service, "reconciliation");
        await service.Advance(TimeSpan.FromMinutes(4));           // what was said before it may still be on its way
        await IsHeld(service, order);
        await service.Advance(TimeSpan.FromMinutes(2));
        await Eventually.True(() => Asked(service, order).Length == 3, "it is sent");
        Assert.Equal(["query", "query", "create"], Asked(service, order));
    }

    [Theory]
    [InlineData("2026-03-01T00:00:00Z", true)]                    // the same copy once more: it knows nothing of the first time
    [InlineData("2026-03-02T00:00:00Z", true)]
    [InlineData("2026-03-02T00:00:00Z", false)]                   // a copy of the life that was restored first, and answered
    public async Task Takes_no_answer_that_was_given_to_an_earlier_life(string restoredTo, bool isForgotten)
    {
        await using var first = await RunningService.StartAsync(args: ["--restored", "2026-03-01T00:00:00Z"]);
        var answered = await LastRestore(first);
        await Answered(first, "payout");
        await Answered(first, "reconciliation");
        await first.Bus.App.StopAsync(new CancellationToken(true));
        if (isForgotten)
            await first.Database.Execute("TRUNCATE restore_marks, restore_announcements, restore_answers");

        await using var service = await RunningService.StartAsync(first, ["--restored", restoredTo]);
        var order = RunningService.Order();
        service.Channel.Say(
            ChannelNo.For(order.RefundId, 1), new ChannelAnswer.NeverSeen(), new ChannelAnswer.NeverSeen());
        await Answered(service, "payout", answered);              // it waited in the queue
        await Answered(service, "reconciliation", answered);
        await service.Publish(order);
        await Eventually.True(() => Asked(service, order).Length == 1, "it is asked for");
        await service.Advance(TimeSpan.FromMinutes(11));
        await IsHeld(service, order);

        await Answered(service, "payout");
        await Answered(service, "reconciliation");
        await service.Advance(TimeSpan.FromMinutes(6));
        await Eventually.True(() => Asked(service, order).Contains("create"), "it is sent");
    }

    [Fact]
    public async Task Takes_the_answers_to_an_earlier_time_for_the_later_ones_too()
    {
        await using var first = await RunningService.StartAsync(args: ["--restored", "2026-03-01T00:00:00Z"]);
        await first.Bus.App.StopAsync(new CancellationToken(true));
        await using var service = await RunningService.StartAsync(first, ["--restored", "2026-02-28T23:59:59Z"]);

        await Answered(service, "payout");
        await Answered(service, "reconciliation");

        Assert.Equal(4, await service.Database.Scalar<long>("SELECT count(*) FROM restore_answers"));
    }

    [Fact]
    public async Task Takes_over_a_success_of_a_refund_that_it_forgot_and_that_is_over()
    {
        await using var service = await RunningService.StartAsync(args: ["--restored", "2026-03-01T00:00:00Z"]);
        var order = RunningService.Order();
        var bill = RunningService.Billed(order.RefundId);
        await service.Publish(bill);
        await service.Publish(new StopExecution(order.RefundId, 2, order.Payment, order.Amount));
        await service.Bus.Published<StopTooLate>(s => s.RefundId == order.RefundId);
        await service.Publish(bill);
        await Eventually.True(async () => await service.Leg(order.RefundId) is not null, "the leg is there again");
        await service.Publish(bill);
        await service.Bus.Published<BillFactConfirmed>(c => c.FactId == bill.FactId);
        var fact = await service.Bus.Published<RefundExecuted>();
        Assert.Equal((2, ExecutionOutcome.Succeeded, order.Amount), (fact.Attempt, fact.Outcome, fact.Moved.ByChannel));
        Assert.True(fact.Version > 1_000_000, "a number that was told before the restore");
        Assert.Empty(service.Channel.Calls);
    }

    [Fact]
    public async Task Believes_the_row_of_a_leg_and_nothing_that_it_told_before_the_restore()
    {
        await using var service = await RunningService.StartAsync(args: ["--restored", "2026-03-01T00:00:00Z"]);
        var order = RunningService.Order();
        var no = ChannelNo.For(order.RefundId, 1);
        service.Channel.Say(no, RunningService.Done(no));
        await service.Taken(FormerLife.Dead(order));              // of an execution that is not there yet
        await service.Publish(order);
        await service.Bus.Published<RefundExecuted>(f => f.Outcome is ExecutionOutcome.Succeeded);
        await service.Taken(FormerLife.Dead(order));
        Assert.Equal("Succeeded", (await service.Execution(order.RefundId))!.CurrentState);
        Assert.Null(await service.Leg(order.RefundId, ordinal: 2));
    }

    [Fact]
    public async Task Sends_nothing_beside_a_payout_that_it_forgot_and_finds_it_again()
    {
        await using var service = await RunningService.StartAsync(args: ["--restored", "2026-03-01T00:00:00Z"]);
        var order = RunningService.Order();
        service.Channel.Say(
            ChannelNo.For(order.RefundId, 1), new ChannelAnswer.NeverSeen(), new ChannelAnswer.NeverSeen());
        var told = new PayoutChanged(
            ChannelNo.IdOf(order.RefundId, 2), order.RefundId, 2, 4, PayoutStatus.Succeeded, order.Amount,
            Money.Zero("CNY"), "B1", LegStory.Start, null);
        await service.Publish(told);                              // before gateway repeats its order
        await service.Publish(order);
        await Eventually.True(() => Asked(service, order).Length >= 1, "it is asked for");
        await service.Advance(TimeSpan.FromMinutes(11));
        await service.Bus.Published<MakePayout>(p => p.PayoutId == told.PayoutId);
        Assert.Equal(["query", "query"], Asked(service, order));
        Assert.Empty(service.Bus.AllOf<PayoutConfirmed>());

        await service.Publish(told);                              // as it is until it is confirmed
        await service.Bus.Published<PayoutConfirmed>(c => c.Version == 4);
        var fact = await service.Bus.Published<RefundExecuted>(f => f.Outcome is ExecutionOutcome.Succeeded);
        Assert.Equal((Money.Zero("CNY"), order.Amount), (fact.Moved.ByChannel, fact.Moved.ByPayout));
    }

    [Fact]
    public async Task Confirms_a_forgotten_payout_beside_a_leg_that_has_paid_and_says_what_both_moved()
    {
        await using var service = await RunningService.StartAsync(args: ["--restored", "2026-03-01T00:00:00Z"]);
        var order = RunningService.Order();
        var no = ChannelNo.For(order.RefundId, 1);
        service.Channel.Say(no, RunningService.Done(no));
        await service.Publish(order);
        await service.Bus.Published<RefundExecuted>(f => f.Outcome is ExecutionOutcome.Succeeded);
        var told = new PayoutChanged(
            ChannelNo.IdOf(order.RefundId, 2), order.RefundId, 2, 4, PayoutStatus.Succeeded, order.Amount,
            Money.Zero("CNY"), "B1", LegStory.Start, null);
        await service.Publish(told);
        await service.Bus.Published<MakePayout>(p => p.PayoutId == told.PayoutId);
        await service.Publish(told);                              // as it is until it is confirmed
        await service.Bus.Published<PayoutConfirmed>(c => c.Version == 4);
        var fact = await service.Bus.Published<RefundExecuted>(f => f.Moved.ByPayout == order.Amount);
        Assert.Equal((ExecutionOutcome.Succeeded, order.Amount), (fact.Outcome, fact.Moved.ByChannel));
        Assert.Equal(1, await service.Database.Scalar<long>(
            $"SELECT count(*) FROM cases WHERE refund_id = '{order.RefundId}' AND kind = 'BothPaid'"));
    }

    private static async Task Answered(RunningService service, string by, Guid? restore = null) =>
        await service.Taken(new RestoreAnswered(restore ?? await LastRestore(service), "refund-center", by));

    private static Task<Guid> LastRestore(RunningService service) =>
        service.Database.Scalar<Guid>("SELECT restore_id FROM restore_announcements ORDER BY restore_id DESC LIMIT 1");

    /// <summary>It was found due several times, and not sent.</summary>
    private static async Task IsHeld(RunningService service, ExecuteRefund order)
    {
        await Eventually.True(
            async () => await service.Leg(order.RefundId) is { Step: LegStep.Submit } leg && leg.DueAt <= service.Now,
            "it would be sent");
        await Task.Delay(300);
        Assert.DoesNotContain("create", Asked(service, order));
    }

    private static string[] Asked(RunningService service, ExecuteRefund order) =>
        [.. service.Channel.Calls.Where(c => c.No == ChannelNo.For(order.RefundId, 1)).Select(c => c.Asked)];
}

public sealed class A_service_on_a_copy_that_nobody_called_restored
{
    [Fact]
    public async Task Puts_what_it_told_about_a_refund_that_it_forgot_on_the_desk()
    {
        await using var service = await RunningService.StartAsync();
        await service.Publish(FormerLife.Dead(RunningService.Order()));
        await Eventually.True(
            () => service.Database.Scalar<bool>(
                "SELECT count(*) = 1 FROM dead_letters WHERE reason LIKE '%found no ExecutionState%'"), "a letter");
    }
}

/// <summary>What the broker still has from before a restore.</summary>
internal static class FormerLife
{
    public static LegMoved Dead(ExecuteRefund order) => new(
        order.RefundId, 1, 7, LegStanding.Dead, false, true, false, Movements.None("CNY"), null, null, null, null, null);
}
