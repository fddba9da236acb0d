using System.Globalization;
using System.Text.Json.Serialization;

namespace Channels.Rules;

/// <summary>A number is working days, a text a time.</summary>
internal sealed class DelayConverter : JsonConverter<Delay>
{
    public override Delay Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is JsonTokenType.Number && reader.TryGetInt32(out var days)) return Delay.Days(days);
        return reader.TokenType is JsonTokenType.String
            && TimeSpan.TryParseExact(reader.GetString(), "c", CultureInfo.InvariantCulture, out var time)
            ? Delay.Of(time)
            : throw new JsonException("neither a time nor a number of working days");
    }

    public override void Write(Utf8JsonWriter writer, Delay value, JsonSerializerOptions options)
    {
        if (value.WorkingDays > 0) writer.WriteNumberValue(value.WorkingDays);
        else writer.WriteStringValue(value.Time.ToString("c", CultureInfo.InvariantCulture));
    }
}
