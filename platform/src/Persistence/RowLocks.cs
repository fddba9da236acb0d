using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace Platform.Persistence;

/// <summary>
/// Loads and locks the rows named by <see cref="LockKey"/>s: one query per table, however they are named, tables in the order of their
/// names, rows in the order of their keys. Everybody who locks goes through here, so two transactions never wait for each other in a circle.
/// </summary>
public static class RowLocks
{
    public static async Task Lock(this DbContext db, IEnumerable<LockKey> keys, CancellationToken ct)
    {
        var tables = keys.Distinct()
            .GroupBy(k => k.Entity)
            .Select(g => (Type: db.Model.FindEntityType(g.Key)
                ?? throw new InvalidOperationException($"{g.Key.Name} is not mapped."), Keys: g))
            .OrderBy(t => t.Type.GetTableName(), StringComparer.Ordinal);

        foreach (var (type, rows) in tables)
        {
            // A query for each property would lock one table twice, the second time out of the order of its keys.
            var named = rows.GroupBy(k => k.Property, k => k.Value).OrderBy(p => p.Key, StringComparer.Ordinal).ToList();
            var statement = Statement(type, [.. named.Select(p => p.Key)]);
            await Lockers.GetOrAdd(type.ClrType, Create).Load(db, statement, [.. named.Select(ToArray)], ct);
        }
    }

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<Type, Locker> Lockers = new();

    private static Locker Create(Type entity) => (Locker)Activator.CreateInstance(typeof(Locker<>).MakeGenericType(entity))!;

    private static string Statement(IEntityType type, string?[] properties)
    {
        var key = type.FindPrimaryKey()!.Properties;
        var order = string.Join(", ", key.Select(p => p.GetColumnName()));
        var named = properties.Select((p, i) =>
            $"{(p is null ? key.Single() : type.FindProperty(p)!).GetColumnName()} = ANY(@p{i})");
        return $"SELECT *, xmin FROM {type.GetTableName()} WHERE {string.Join(" OR ", named)} ORDER BY {order} FOR UPDATE";
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
        public abstract Task Load(DbContext db, string sql, Array[] values, CancellationToken ct);
    }

    private sealed class Locker<T> : Locker where T : class
    {
        public override Task Load(DbContext db, string sql, Array[] values, CancellationToken ct) => db.Set<T>()
            .FromSqlRaw(sql, [.. values.Select((v, i) => new NpgsqlParameter($"p{i}", v))])
            .LoadAsync(ct);
    }
}
