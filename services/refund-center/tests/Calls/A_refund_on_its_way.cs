using Channels;
using Contracts;
using Contracts.Executions;
using Contracts.Payouts;
using Contracts.Reconciliation;
using Contracts.Restores;
using Platform.Testing;
using RefundCenter.Legs;
using RefundCenter.Tests.Legs;

namespace RefundCenter.Tests.Calls;

/// <summary>The whole service on a real broker and database.</summary>
public sealed class A_refund_on_its_way : IAsyncLifetime
{
    private RunningService service = null!;

    public async Task InitializeAsync() => service = await RunningService.StartAsync();

    public async Task DisposeAsync() => await service.DisposeAsync();

    [Fact]
    public async Task Is_accepted_sent_asked_for_billed_and_confirmed()
    {
        var order = RunningService.Order();
        var no = ChannelNo.For(order.RefundId, 1);
        service.Channel.Say(no, new ChannelAnswer.Accepted("W" + no), RunningService.Done(no));
        await service.Publish(order);
        await service.Bus.Published<RefundAccepted>();
        await service.Reported(order, "sent");

        await service.Advance(TimeSpan.FromMinutes(2));
        var fact = await service.Bus.Published<RefundExecuted>();
        Assert.Equal((ExecutionOutcome.Succeeded, LegStory.Amount), (fact.Outcome, fact.Moved.ByChannel));
        var leg = await service.Reported(order, "succeeded");

        var bill = RunningService.Billed(order.RefundId);
        await service.Publish(bill);
        await service.Bus.Published<BillFactConfirmed>(c => c.FactId == bill.FactId);
        var reconciled = await service.Bus.Published<RefundReconciled>();
        Assert.Equal(fact.Version + 1, reconciled.Version);

        await service.Publish(new ExecutionConfirmed(order.RefundId, reconciled.Version));
        await service.Publish(new LegsConfirmed([new(order.RefundId, 1, leg.Version)]));
        await Eventually.True(
            async () => (await service.Execution(order.RefundId))!.RepeatAt is null, "nothing is repeated");
        await service.Advance(TimeSpan.FromMinutes(1));
        await Eventually.True(
            async () => await service.Leg(order.RefundId) is { RepeatAt: null, ReportAt: null },
            "nothing is repeated of the leg");
        Assert.Equal(["create", "query"], service.Channel.Calls.Select(c => c.Asked));
    }

    [Fact]
    public async Task Waits_unsent_while_the_channel_wants_a_pause_after_another_part_of_the_payment()
    {
        var (backlog, payment) = (new Backlog(service), Guid.CreateVersion7());
        for (var i = 0; i < 3; i++) await backlog.Open(payment);
        var (worker, sent) = (backlog.Worker(), new HashSet<Guid>());
        for (var turn = 0; turn < 3; turn++)
        {
            sent.Add(Assert.Single(await backlog.ClaimDue(worker)).LegId);
            Assert.Empty(await backlog.ClaimDue(worker));
            backlog.Clock.Advance(TimeSpan.FromSeconds(59));
            Assert.Empty(await backlog.ClaimDue(worker));
            backlog.Clock.Advance(TimeSpan.FromSeconds(2));       // a stored time may be rounded up
        }
        Assert.Equal(3, sent.Count);
    }

    [Fact]
    public async Task Repeats_the_same_bytes_when_nobody_answered()
    {
        var order = RunningService.Order();
        var no = ChannelNo.For(order.RefundId, 1);
        service.Channel.Say(no, new ChannelAnswer.Unknown("lost"), RunningService.Done(no));
        await service.Publish(order);
        await service.Bus.Published<RefundExecuted>(f => f.Outcome is ExecutionOutcome.Succeeded);
        var calls = service.Channel.Calls.ToArray();
        Assert.Equal(["create", "create"], calls.Select(c => c.Asked));
        Assert.Equal(calls[0].Body, calls[1].Body);
    }

    [Fact]
    public async Task Goes_on_as_a_payout_behind_the_certificate_of_the_dead_route()
    {
        var order = RunningService.Order();
        service.Channel.Say(
            ChannelNo.For(order.RefundId, 1),
            new ChannelAnswer.Refused(Refusal.Final, "USER_ACCOUNT_ABNORMAL", "closed"));
        await service.Publish(order);
        var payout = await service.Bus.Published<MakePayout>();
        Assert.Equal(1L, await service.Database.Scalar<long>(
            "SELECT count(*) FROM certificates WHERE kind = 'DefiniteCode' AND ordinal = 1"));

        await service.Publish(Told(payout, 1, PayoutStatus.PayeeDataWanted));
        await service.Bus.Published<RefundExecuted>(f => f.WaitingFor == "payee_data");
        await service.Publish(Told(payout, 2, PayoutStatus.Succeeded, 880));
        var fact = await service.Bus.Published<RefundExecuted>(f => f.Outcome is ExecutionOutcome.Succeeded);
        Assert.Equal(LegStory.Amount, fact.Moved.ByPayout);
        await service.Bus.Published<RefundReconciled>();
        await service.Bus.Published<PayoutConfirmed>(c => c.Version == 2);
    }

    [Fact]
    public async Task Asks_the_payout_service_again_until_it_answers()
    {
        var order = RunningService.Order();
        service.Channel.Say(ChannelNo.For(order.RefundId, 1), new ChannelAnswer.Refused(Refusal.Final, "NO", "no"));
        await service.Publish(order);
        await service.Bus.Published<MakePayout>();
        await service.Advance(TimeSpan.FromSeconds(6));
        var again = await service.Bus.Published<MakePayout>(count: 2);
        await service.Publish(Told(again, 1, PayoutStatus.Accepted));
        await service.Publish(new ExecutionConfirmed(order.RefundId, 1));
        await Eventually.True(
            async () => (await service.Execution(order.RefundId))!.RepeatAt is null, "it stops asking");
    }

    [Fact]
    public async Task Is_stopped_or_not_by_what_its_row_says()
    {
        var sent = RunningService.Order();
        service.Channel.Hold = new TaskCompletionSource();
        await service.Publish(sent);
        await Eventually.True(() => !service.Channel.Calls.IsEmpty, "a send was claimed");
        await service.Publish(new StopExecution(sent.RefundId, 1));
        await service.Bus.Published<StopTooLate>(s => s.RefundId == sent.RefundId);

        var early = Guid.CreateVersion7();
        await service.Publish(new StopExecution(early, 1));
        await service.Bus.Published<ExecutionStopped>(s => s.RefundId == early);
        await service.Publish(RunningService.Order(early));
        await service.Bus.Published<ExecutionStopped>(s => s.RefundId == early, count: 2);
        Assert.Null(await service.Leg(early));
    }

    [Fact]
    public async Task Is_told_again_when_a_message_inside_the_service_was_lost()
    {
        var order = RunningService.Order();
        await service.Publish(order);
        await Eventually.True(
            async () => await service.Leg(order.RefundId) is { Status: LegStatus.Accepted }, "accepted");
        await service.Database.Execute("""
            UPDATE legs SET status = 'Succeeded', step = NULL, due_at = NULL, by_channel_minor = 880,
            version = version + 1, destination = 'payer', repeat_at = now()
            """);
        await service.Bus.Published<RefundExecuted>(f => f.Outcome is ExecutionOutcome.Succeeded);
    }

    [Fact]
    public async Task Applies_a_fact_of_a_bill_once()
    {
        var order = RunningService.Order();
        await service.Publish(order);
        await Eventually.True(
            async () => await service.Leg(order.RefundId) is { Status: LegStatus.Accepted }, "accepted");
        var twice = RunningService.Billed(order.RefundId, BillFactKind.MovedTwice, channelNo: "W-other");
        await service.Publish(twice);
        await service.Publish(twice);
        await service.Bus.Published<BillFactConfirmed>(count: 2);
        Assert.Equal(880, (await service.Leg(order.RefundId))!.ByChannelMinor);
        Assert.Equal(1L, await service.Database.Scalar<long>("SELECT count(*) FROM cases WHERE kind = 'MovedTwice'"));
    }

    [Fact]
    public async Task Is_repeated_for_a_service_that_was_restored()
    {
        var order = RunningService.Order();
        service.Channel.Say(ChannelNo.For(order.RefundId, 1), RunningService.Done(ChannelNo.For(order.RefundId, 1)));
        await service.Publish(order);
        var fact = await service.Bus.Published<RefundExecuted>();
        await service.Publish(new ExecutionConfirmed(order.RefundId, fact.Version));
        var leg = await service.Reported(order, "succeeded");
        await service.Publish(new LegsConfirmed([new(order.RefundId, 1, leg.Version)]));
        await Eventually.True(async () => (await service.Execution(order.RefundId))!.RepeatAt is null, "confirmed");

        var since = TimeProvider.System.GetUtcNow().AddMinutes(-1);
        await service.Publish(new RestoredTo(Guid.CreateVersion7(), "gateway", since));
        Assert.Equal(fact, await service.Bus.Published<RefundExecuted>(count: 2));
        await service.Publish(new RestoredTo(Guid.CreateVersion7(), "reconciliation", since));
        await service.Reported(order, "succeeded", times: 2);
    }

    private static PayoutChanged Told(MakePayout payout, int version, PayoutStatus status, long moved = 0) => new(
        payout.PayoutId, payout.RefundId, payout.LegOrdinal, version, status, new Money(moved, "CNY"),
        new Money(0, "CNY"),
        "B1", LegStory.Start, null);
}
