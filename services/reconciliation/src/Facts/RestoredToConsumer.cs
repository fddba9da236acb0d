using Contracts.Restores;
using MassTransit;
using Platform.Messaging;
using Platform.Persistence;

namespace Reconciliation.Facts;

/// <summary>
/// Another service was started from a copy of its database. Only refund-center is told anything by this service, so
/// only its restore asks for repetition. When this service is the restored one, the others repeat and missing days
/// are opened again by themselves.
/// </summary>
public sealed class RestoredToConsumer(ReconciliationDb db) : IConsumer<RestoredTo>, ILockKeys<RestoredTo>
{
    private const string Listener = "refund-center";
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    public IEnumerable<LockKey> KeysOf(RestoredTo message) => [LockKey.Of<FactRepeat>(IdOf(message))];

    public Task Consume(ConsumeContext<RestoredTo> context)
    {
        var m = context.Message;
        if (m.Service == Listener && db.FindLocked<FactRepeat>(IdOf(m)) is null)
            db.FactRepeats.Add(new FactRepeat { Id = IdOf(m), Since = m.Time - Margin });
        return Task.CompletedTask;
    }

    private static Guid IdOf(RestoredTo m) => NameId.Of($"restored|{m.Service}|{m.Time.UtcTicks}");
}
