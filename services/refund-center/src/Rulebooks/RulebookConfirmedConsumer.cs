using Contracts.Rulebooks;
using MassTransit;
using Platform.Persistence;

namespace RefundCenter.Rulebooks;

/// <summary>A service has this version: it is not told of it again, unless it forgets it in a restore.</summary>
public sealed class RulebookConfirmedConsumer(RefundCenterDb db, TimeProvider clock) : IConsumer<RulebookConfirmed>
{
    public Task Consume(ConsumeContext<RulebookConfirmed> context) => db.Execute(
        """
        UPDATE rulebook_copies SET due_at = NULL, confirmed_at = coalesce(confirmed_at, $4)
        WHERE service = $1 AND channel = $2 AND version = $3
        """,
        context.CancellationToken, context.Message.Service, context.Message.Channel, context.Message.Version,
        clock.GetUtcNow());
}
