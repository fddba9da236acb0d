using System.Text;

namespace Channels.BestPay;

/// <summary>
/// The text that a message's signature is made over: all members but <c>sign</c>, sorted by name, as <c>k=v&amp;k=v</c>.
/// A nested object is its own key-sorted JSON, an absent value the text <c>null</c>. Values are taken as they came over
/// the line, so that nothing is written anew.
/// </summary>
internal static class SignedText
{
    public const string Signature = "sign";

    /// <summary>
    /// Null when a value could be read as a member of its own (<c>&amp;k=v</c> inside): then the text does not say what
    /// the message says.
    /// </summary>
    /// <exception cref="JsonException">The message is no object.</exception>
    public static string? Of(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object) throw new JsonException("The message is no object.");
        var text = new StringBuilder();
        foreach (var member in Sorted(message))
        {
            if (member.Name == Signature) continue;
            var value = ValueOf(member.Value);
            if (member.Value.ValueKind == JsonValueKind.String && value.Contains('&')) return null;
            text.Append(text.Length == 0 ? "" : "&").Append(member.Name).Append('=').Append(value);
        }
        return text.ToString();
    }

    private static string ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Object => $"{{{string.Join(',', Sorted(value).Select(x => $"\"{x.Name}\":{x.Value.GetRawText()}"))}}}",
        _ => value.GetRawText(),
    };

    private static IEnumerable<JsonProperty> Sorted(JsonElement of) =>
        of.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal);
}
