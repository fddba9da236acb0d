using Contracts.Executions;
using Contracts.Payouts;
using RefundCenter.Legs;

namespace RefundCenter.Tests.Executions;

/// <summary>The payout service knows an order of ours, and a restore made us forget it.</summary>
public sealed class An_execution_with_a_forgotten_payout : ExecutionSpec
{
    [Fact]
    public async Task Knows_of_it_before_its_order_is_repeated()
    {
        await When(new PayoutFound(SagaId, 2), Ordered());
        StateIs("Executing");
        Assert.Equal(LegStep.Query, Assert.Single(Saga!.NewLegs).Step);
        Assert.Equal(new OvertakeLeg(SagaId, 1, 2), Assert.Single(Sent<OvertakeLeg>()));
        await When(Dead());
        Assert.Equal((2, "payout"), (Saga.NewLegs.Last().Ordinal, Saga.NewLegs.Last().Method));
        Assert.Equal(ChannelNo.IdOf(SagaId, 2), Assert.Single(Sent<MakePayout>()).PayoutId);
    }

    [Fact]
    public async Task Has_no_leg_before_it_sent()
    {
        await When(Ordered(), new PayoutFound(SagaId, 2), new PayoutFound(SagaId, 2));
        StateIs("Executing");
        Assert.Equal([1, 1], Sent<OvertakeLeg>().Select(o => o.Ordinal));
    }

    [Fact]
    public async Task Has_not_failed_though_no_method_is_left()
    {
        await When(Ordered(), Dead(), Dead(ordinal: 2), new PayoutFound(SagaId, 3));
        StateIs("Executing");
        Assert.Equal((3, "payout"), (Saga!.NewLegs.Last().Ordinal, Saga.NewLegs.Last().Method));
    }

    [Fact]
    public async Task Asks_the_channel_about_a_leg_of_which_nobody_tells()
    {
        await When(new PayoutFound(SagaId, 3), Ordered(), Dead());
        var between = Saga!.NewLegs.Last();
        Assert.Equal((2, "interface", LegStep.Query), (between.Ordinal, between.Method, between.Step!.Value));
        await When(Dead(ordinal: 2));
        Assert.Equal((3, "payout"), (Saga.NewLegs.Last().Ordinal, Saga.NewLegs.Last().Method));
        Assert.Empty(Saga.MissingPayouts);
    }

    [Fact]
    public async Task Is_not_called_stopped()
    {
        await When(new PayoutFound(SagaId, 2), StopAsked() with { Payment = Legs.LegStory.Payment, Amount = Amount });
        Assert.Empty(Sent<ExecutionStopped>());
        Assert.Single(Sent<StopTooLate>());
        await When(new PayoutFound(SagaId, 2), Dead());
        Assert.Equal((2, "payout"), (Saga!.NewLegs.Last().Ordinal, Saga.NewLegs.Last().Method));
    }

    [Fact]
    public async Task Is_not_called_stopped_when_its_order_is_repeated_after_the_stop()
    {
        Gate.Mark(Legs.LegStory.Start + TimeSpan.FromHours(1));
        await When(
            StopAsked() with { Payment = Legs.LegStory.Payment, Amount = Amount }, new PayoutFound(SagaId, 2), Ordered());
        Assert.Empty(Sent<ExecutionStopped>());
        StateIs("Executing");
    }

    [Fact]
    public async Task Makes_it_again_beside_a_leg_that_has_paid_and_has_both_booked()
    {
        await When(Ordered(), Paid(), new PayoutFound(SagaId, 2));
        StateIs("Succeeded");
        Assert.Equal(new OvertakeLeg(SagaId, 1, 2), Assert.Single(Sent<OvertakeLeg>()));
        Assert.Single(Saga!.NewLegs);                             // it is not certified yet

        await When(Paid(version: 2) with { HasDied = true });
        StateIs("Succeeded");
        Assert.Equal((2, "payout"), (Saga.NewLegs.Last().Ordinal, Saga.NewLegs.Last().Method));
        Assert.Equal(ChannelNo.IdOf(SagaId, 2), Assert.Single(Sent<MakePayout>()).PayoutId);
        Assert.Empty(Saga.NewCases);

        await When(Paid(ordinal: 2));
        Assert.Equal(Cases.CaseKind.BothPaid, Assert.Single(Saga.NewCases).Kind);
        Assert.Equal((Amount, Amount), (Saga.LastExecuted!.Moved.ByChannel, Saga.LastExecuted.Moved.ByPayout));
    }
}
