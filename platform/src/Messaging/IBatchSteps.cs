using Microsoft.EntityFrameworkCore;

namespace Platform.Messaging;

/// <summary>Runs once per batch, in its transaction, before rows are locked: for rows that must exist to be locked.</summary>
public interface IBeforeLoad
{
    Task BeforeLoadAsync(DbContext db, IReadOnlyList<object> messages, CancellationToken ct);
}

/// <summary>Runs once per transaction before it is saved: for set-based SQL over what the handlers collected.</summary>
public interface IBeforeSave
{
    Task BeforeSaveAsync(DbContext db, CancellationToken ct);
}
