using System.Linq.Expressions;
using System.Reflection;

namespace Platform.Persistence;

/// <summary>Names rows that a message or request is about to change, so that they can be locked in one global order.</summary>
/// <param name="Entity">The mapped type.</param>
/// <param name="Property">The property that is compared, or null for the primary key (a single column).</param>
/// <param name="Value">A Guid, string, int or long.</param>
public readonly record struct LockKey(Type Entity, string? Property, object Value)
{
    /// <summary>The row with this primary key.</summary>
    public static LockKey Of<T>(object id) where T : class => new(typeof(T), null, id);

    /// <summary>All rows with this value, for example all legs of one order.</summary>
    public static LockKey Where<T>(Expression<Func<T, object?>> property, object value) where T : class =>
        new(typeof(T), NameOf(property.Body), value);

    private static string NameOf(Expression body) => body switch
    {
        UnaryExpression { Operand: MemberExpression { Member: PropertyInfo p } } => p.Name,
        MemberExpression { Member: PropertyInfo p } => p.Name,
        _ => throw new ArgumentException("Name a property: x => x.MerchantId", nameof(body)),
    };
}
