using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RefundCenter.Stored;

/// <summary>
/// Immutable values kept whole in a <c>jsonb</c> column; replaced, never changed, so that comparing references is
/// enough.
/// </summary>
internal static class StoredJson
{
    private static readonly JsonSerializerOptions Options = new() { RespectRequiredConstructorParameters = true };

    public static PropertyBuilder<T> StoredAsJson<T>(this PropertyBuilder<T> property)
    {
        property.HasColumnType("jsonb").HasConversion(
            value => JsonSerializer.Serialize(value, Options),
            text => JsonSerializer.Deserialize<T>(text, Options)!,
            new ValueComparer<T>(
                (a, b) => ReferenceEquals(a, b), value => value == null ? 0 : value.GetHashCode(), value => value));
        return property;
    }
}
