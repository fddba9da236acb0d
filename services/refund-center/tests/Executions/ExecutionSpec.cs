using Channels;
using Contracts;
using Contracts.Executions;
using Microsoft.Extensions.DependencyInjection;
using Platform.Testing;
using RefundCenter.Executions;
using RefundCenter.Legs;
using RefundCenter.Restores;
using RefundCenter.Rulebooks;
using RefundCenter.Tests.Legs;

namespace RefundCenter.Tests.Executions;

/// <summary>The execution alone: its legs are played by <see cref="LegMoved"/>.</summary>
public abstract class ExecutionSpec : SagaSpec<ExecutionStateMachine, ExecutionState>
{
    protected static readonly Money Amount = LegStory.Amount;
    protected static readonly Movements Nothing = Movements.None("CNY");
    private readonly FakeClock clock = new(LegStory.Start);

    protected override Guid SagaId { get; } = Guid.CreateVersion7(LegStory.Start);

    protected RestoreGate Gate { get; } = new();

    internal static RulebookShelf Shelf { get; } = new(
        [RulebookReader.ReadFile(Path.Combine(AppContext.BaseDirectory, "rulebooks/wechat.json"))],
        new RefundCenterOptions(), (_, _) => true, new FakeClock(LegStory.Start));

    protected override void Configure(IServiceCollection services)
    {
        services.AddSingleton(Shelf);
        services.AddSingleton(Gate);
        services.AddSingleton(new RefundCenterOptions());
        services.AddSingleton<TimeProvider>(clock);
    }

    protected ExecuteRefund Ordered(int attempt = 1, string channel = "wechat") =>
        new(SagaId, attempt, LegStory.Payment with { Channel = channel }, Amount, null);

    protected StopExecution StopAsked(int attempt = 1) => new(SagaId, attempt);

    protected LegMoved Dead(int ordinal = 1, int version = 1, bool neverSent = false, Movements? moved = null) => Leg(
        ordinal, version, LegStanding.Dead, moved) with { NeverSent = neverSent,
        Error = new RefundError("channel_refused", "CLOSED") };

    protected LegMoved Paid(int ordinal = 1, int version = 1, DateOnly? billedOn = null) => Leg(
        ordinal, version, LegStanding.Paid, ordinal == 1 ? Nothing with { ByChannel = Amount }
            : Nothing with { ByPayout = Amount })
        with { Destination = "payer", BilledOn = billedOn, IsClaimed = true };

    protected LegMoved Live(
        int ordinal = 1, int version = 1, string? waitingFor = null, bool claimed = false, bool revived = false) =>
        Leg(ordinal, version, LegStanding.Live) with { WaitingFor = waitingFor, IsClaimed = claimed,
            IsRevived = revived };

    protected LegMoved Leg(int ordinal, int version, LegStanding standing, Movements? moved = null) => new(
        SagaId, ordinal, version, standing, false, false, false, moved ?? Nothing, null, null, null, null, null);

    protected RepeatLast RepeatLast() => new(SagaId);
}
