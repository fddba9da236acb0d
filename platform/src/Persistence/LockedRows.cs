using Microsoft.EntityFrameworkCore;

namespace Platform.Persistence;

public static class LockedRows
{
    /// <summary>A row that was locked or added in this transaction, or null. Never asks the database.</summary>
    public static T? FindLocked<T>(this DbContext db, object id) where T : class
    {
        var entry = db.Set<T>().Local.FindEntryUntyped([id]);
        return entry is null || entry.State is EntityState.Deleted ? null : entry.Entity;
    }

    /// <summary>All rows of this kind that were locked or added in this transaction.</summary>
    public static IEnumerable<T> Locked<T>(this DbContext db) where T : class => db.Set<T>().Local;
}
