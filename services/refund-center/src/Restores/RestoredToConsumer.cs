using Contracts.Restores;
using MassTransit;
using Platform.Time;

namespace RefundCenter.Restores;

/// <summary>
/// Notes that another service was restored; <see cref="RepeatForOthers"/> does the rest, a page at a time.
/// </summary>
public sealed class RestoredToConsumer(RefundCenterDb db, TimeProvider clock) : IConsumer<RestoredTo>
{
    public Task Consume(ConsumeContext<RestoredTo> context)
    {
        if (context.Message.Service == RefundCenterParts.Name) return Task.CompletedTask;
        var since = context.Message.Time - TimeSpan.FromMinutes(5);
        db.RepeatRequests.Add(new RepeatRequest
        {
            Id = Ids.New(clock), Service = context.Message.Service, Since = since,
        });
        return Task.CompletedTask;
    }
}
