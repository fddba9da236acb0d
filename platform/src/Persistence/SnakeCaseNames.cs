using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Platform.Persistence;

/// <summary>Tables and columns in PostgreSQL's own style, without naming each.</summary>
public static class SnakeCaseNames
{
    /// <summary>Renames every table and column; a money property <c>Amount</c> becomes <c>amount_minor</c> and <c>amount_currency</c>.</summary>
    public static void UseSnakeCaseNames(this ModelBuilder model)
    {
        foreach (var entity in model.Model.GetEntityTypes())
        {
            entity.SetTableName(ToSnakeCase(entity.GetTableName() ?? entity.ClrType.Name));
            Rename(entity, "");
        }
    }

    public static string ToSnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord = i > 0 && char.IsUpper(name[i]) && name[i - 1] != '_'
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (startsWord) text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }
        return text.ToString();
    }

    private static void Rename(IMutableTypeBase type, string prefix)
    {
        foreach (var property in type.GetProperties())
            if (property.FindAnnotation(RelationalAnnotationNames.ColumnName)?.Value is not string named || !IsSystemColumn(named))
                property.SetColumnName(IsSystemColumn(property.Name) ? property.Name : prefix + ToSnakeCase(property.Name));
        foreach (var complex in type.GetComplexProperties())
            Rename(complex.ComplexType, prefix + ToSnakeCase(complex.Name) + "_");
    }

    private static bool IsSystemColumn(string name) => name is "xmin";
}
