using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace Platform.Persistence;

/// <summary>
/// Loads and locks the rows named by <see cref="LockKey"/>s: one query per kind, tables in the order of their names, rows in the order
/// of their keys. Everybody who locks goes through here, so two transactions never wait for each other in a circle.
/// </summary>
public static class RowLocks
{
    public static async Task Lock(this DbContext db, IEnumerable<LockKey> keys, CancellationToken ct)
    {
        var kinds = keys.Distinct()
            .GroupBy(k => (k.Entity, k.Property))
            .Select(g => (Type: db.Model.FindEntityType(g.Key.Entity)
                ?? throw new InvalidOperationException($"{g.Key.Entity.Name} is not mapped."), g.Key.Property, Values: g.Select(k => k.Value)))
            .OrderBy(k => k.Type.GetTableName(), StringComparer.Ordinal).ThenBy(k => k.Property, StringComparer.Ordinal);

        foreach (var (type, property, values) in kinds)
            await Lockers.GetOrAdd(type.ClrType, Create).Load(db, Statement(type, property), ToArray(values), ct);
    }

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<Type, Locker> Lockers = new();

    private static Locker Create(Type entity) => (Locker)Activator.CreateInstance(typeof(Locker<>).MakeGenericType(entity))!;

    private static string Statement(IEntityType type, string? property)
    {
        var key = type.FindPrimaryKey()!.Properties;
        var compared = property is null ? key.Single() : type.FindProperty(property)!;
        var order = string.Join(", ", key.Select(p => p.GetColumnName()));
        return $"SELECT *, xmin FROM {type.GetTableName()} WHERE {compared.GetColumnName()} = ANY(@p0) ORDER BY {order} FOR UPDATE";
    }

    private static Array ToArray(IEnumerable<object> values)
    {
        var sorted = values.Order().ToArray();
        var array = Array.CreateInstance(sorted[0].GetType(), sorted.Length);
        Array.Copy(sorted, array, sorted.Length);
        return array;
    }

    private abstract class Locker
    {
        public abstract Task Load(DbContext db, string sql, Array values, CancellationToken ct);
    }

    private sealed class Locker<T> : Locker where T : class
    {
        public override Task Load(DbContext db, string sql, Array values, CancellationToken ct) =>
            db.Set<T>().FromSqlRaw(sql, new NpgsqlParameter("p0", values)).LoadAsync(ct);
    }
}
