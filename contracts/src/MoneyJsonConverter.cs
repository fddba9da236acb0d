using System.Text.Json.Serialization;

namespace Contracts;

/// <summary>
/// Reads and writes <see cref="Money"/> as <c>{"minor":880,"currency":"CNY"}</c>. Stricter than the serializer's own
/// way, which reads a missing amount as zero: here a missing, repeated or unknown member, a fraction or an
/// exponent is a <see cref="JsonException"/>.
/// </summary>
public sealed class MoneyJsonConverter : JsonConverter<Money>
{
    public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("An amount is an object.");
        long? minor = null;
        string? currency = null;

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            switch (name)
            {
                case "minor" when minor is null && reader.TokenType == JsonTokenType.Number:
                    minor = reader.TryGetInt64(out var value) ? value : throw new JsonException("minor is no whole number.");
                    break;
                case "currency" when currency is null && reader.TokenType == JsonTokenType.String:
                    currency = reader.GetString();
                    break;
                default:
                    throw new JsonException($"'{name}' does not belong to an amount, or stands twice, or has another type.");
            }
        }

        if (minor is null || currency is null) throw new JsonException("An amount needs both minor and currency.");
        return IsCurrency(currency)
            ? new Money(minor.Value, currency)
            : throw new JsonException("currency is three capital letters (ISO 4217).");
    }

    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteNumber("minor", value.Minor);
        writer.WriteString("currency", value.Currency);
        writer.WriteEndObject();
    }

    private static bool IsCurrency(string text) => text.Length == 3 && text.All(char.IsAsciiLetterUpper);
}
