using MassTransit;
using Platform.Messaging;
using Platform.Persistence;
using Reconciliation.Runs;

namespace Reconciliation.Bills;

/// <summary>Writes down which files are wanted; <see cref="FetchDueFiles"/> gets them.</summary>
public sealed class FetchBillsConsumer(ReconciliationDb db, WorkSignal<FetchDueFiles> signal, TimeProvider clock)
    : IConsumer<FetchBills>, ILockKeys<FetchBills>
{
    public IEnumerable<LockKey> KeysOf(FetchBills message) =>
        message.Kinds.Select(kind => LockKey.Of<Fetch>(Fetch.IdOf(message.RunId, kind)));

    public async Task Consume(ConsumeContext<FetchBills> context)
    {
        var m = context.Message;
        foreach (var kind in m.Kinds)
        {
            var fetch = db.FindLocked<Fetch>(Fetch.IdOf(m.RunId, kind))
                ?? db.Fetches.Add(Fetch.Of(m.RunId, m.Channel, m.ChannelMerchant, m.Day, kind)).Entity;
            if (fetch.Ask(m.Round, clock.GetUtcNow())) await context.Publish(new FileArrived(m.RunId, m.Round, kind));
        }
        signal.Wake();
    }
}
