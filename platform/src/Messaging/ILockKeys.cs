using Platform.Persistence;

namespace Platform.Messaging;

/// <summary>Names the rows that handling a message will change; the batch loads and locks them before any handler runs.</summary>
public interface ILockKeys<in TMessage>
{
    /// <summary>Pure and cheap. Sagas are found without this.</summary>
    IEnumerable<LockKey> KeysOf(TMessage message);
}
