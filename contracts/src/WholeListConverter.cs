using System.Text.Json.Serialization;

namespace Contracts;

/// <summary>
/// Reads a list of which every element is there. The serializer checks null members by itself, but not the elements of
/// lists: with this a null among them is a <see cref="JsonException"/> too.
/// </summary>
public sealed class WholeListConverter<T> : JsonConverter<IReadOnlyList<T>> where T : class
{
    public override IReadOnlyList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var list = JsonSerializer.Deserialize<List<T?>>(ref reader, options) ?? throw new JsonException("It is no list.");
        return [.. list.Select(element => element ?? throw new JsonException("An element of the list is null."))];
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<T> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var element in value) JsonSerializer.Serialize(writer, element, options);
        writer.WriteEndArray();
    }
}
