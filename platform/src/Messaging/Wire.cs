using System.Text.Json.Serialization;

namespace Platform.Messaging;

/// <summary>How messages look on the wire: MassTransit's JSON envelope, read strictly and written in one pass.</summary>
public static class Wire
{
    /// <summary>The envelope's content type.</summary>
    public const string ContentType = "application/vnd.masstransit+json";

    /// <summary>
    /// Members in camelCase; a missing constructor member or a null that is not allowed is an error, never a default value; an unknown
    /// member is skipped, because the sender may be one release ahead.
    /// </summary>
    public static JsonSerializerOptions Options { get; } = Strict(new JsonSerializerOptions());

    public static JsonSerializerOptions Strict(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.RespectRequiredConstructorParameters = true;
        options.RespectNullableAnnotations = true;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.Never;     // a null is written: left out, it would be a missing member
        options.NumberHandling = JsonNumberHandling.Strict;
        return options;
    }

    /// <summary>The exchange that a message is published to, and the name MassTransit gives it: <c>Namespace:Type</c>.</summary>
    public static string ExchangeOf(Type message) => $"{message.Namespace}:{message.Name}";

    public static byte[] Serialize(object message) => JsonSerializer.SerializeToUtf8Bytes(message, message.GetType(), Options);

    /// <summary>The whole envelope around a serialized message.</summary>
    public static byte[] Envelope(OutboxRow row, Guid messageId, DateTimeOffset sentAt)
    {
        using var buffer = new MemoryStream(row.Body.Length + 320);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("messageId", messageId);
            json.WriteString("conversationId", messageId);
            json.WriteStartArray("messageType");
            json.WriteStringValue("urn:message:" + row.MessageType);
            json.WriteEndArray();
            json.WritePropertyName("message");
            json.WriteRawValue(row.Body, skipInputValidation: true);
            json.WriteString("sentTime", sentAt);
            json.WriteStartObject("headers");
            if (row.Token is { } token) json.WriteString("MT-Scheduling-TokenId", token.ToString("D"));
            if (row.Redelivered > 0) json.WriteNumber("MT-Redelivery-Count", row.Redelivered);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }
}
