using MassTransit;
using Platform.Messaging;
using Platform.Persistence;
using Reconciliation.Runs;

namespace Reconciliation.Matches;

/// <summary>Writes down that a day is to be matched; <see cref="MatchDueDays"/> does it.</summary>
public sealed class MatchDayConsumer(ReconciliationDb db, WorkSignal<MatchDueDays> signal)
    : IConsumer<MatchDay>, ILockKeys<MatchDay>
{
    public IEnumerable<LockKey> KeysOf(MatchDay message) => [LockKey.Of<Matching>(message.RunId)];

    public async Task Consume(ConsumeContext<MatchDay> context)
    {
        var m = context.Message;
        var matching = db.FindLocked<Matching>(m.RunId) ?? db.Matchings.Add(new Matching
        {
            RunId = m.RunId, Channel = m.Channel, ChannelMerchant = m.ChannelMerchant, Day = m.Day,
        }).Entity;
        if (matching.Ask(m.Round)) await context.Publish(MatchDueDays.AnswerOf(matching));
        signal.Wake();
    }
}
