using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Platform.Persistence;
using Xunit;

namespace Platform.Testing;

/// <summary>The SQL files and EF's model must say the same: every mapped column exists, with its type and nullability.</summary>
public static class SchemaSpec
{
    public static async Task AssertMatchesModel<TDb>() where TDb : PlatformDbContext
    {
        await using var database = await TestDatabase.CreateAsync<TDb>();
        await using var db = database.Open();
        var real = await Columns(database);
        var wrong = new List<string>();
        foreach (var entity in db.Model.GetEntityTypes())
        {
            var table = entity.GetTableName()!;
            foreach (var (name, type, nullable) in Mapped(entity))
            {
                if (name == "xmin") continue;
                if (!real.TryGetValue((table, name), out var column)) wrong.Add($"{table}.{name} is mapped and not in the schema");
                else if (!Same(column.Type, type)) wrong.Add($"{table}.{name} is {column.Type}, mapped as {type}");
                else if (column.Nullable != nullable) wrong.Add($"{table}.{name} nullable: {column.Nullable}, mapped as {nullable}");
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static IEnumerable<(string Name, string Type, bool Nullable)> Mapped(ITypeBase type) =>
        type.GetProperties().Select(p => (p.GetColumnName(), p.GetColumnType(), p.IsColumnNullable()))
            .Concat(type.GetComplexProperties().SelectMany(c => Mapped(c.ComplexType)
                .Select(m => (m.Name, m.Type, m.Nullable || c.IsNullable))));

    private static async Task<Dictionary<(string, string), (string Type, bool Nullable)>> Columns<TDb>(TestDatabase<TDb> database)
        where TDb : PlatformDbContext
    {
        await using var command = database.Source.CreateCommand("""
            SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), NOT a.attnotnull
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
            """);
        await using var reader = await command.ExecuteReaderAsync();
        var columns = new Dictionary<(string, string), (string, bool)>();
        while (await reader.ReadAsync())
            columns[(reader.GetString(0), reader.GetString(1))] = (reader.GetString(2), reader.GetBoolean(3));
        return columns;
    }

    // Length limits may be tighter in the schema than in the model: the database is the one that refuses.
    private static bool Same(string real, string mapped) => Bare(real) == Bare(mapped);

    private static string Bare(string type) => (type.Contains('(', StringComparison.Ordinal) ? type[..type.IndexOf('(', StringComparison.Ordinal)] : type) switch
    {
        "character varying" or "varchar" or "character" or "char" or "bpchar" => "text",
        "timestamptz" => "timestamp with time zone",
        var other => other,
    };
}
