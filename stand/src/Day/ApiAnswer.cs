using System.Net;

namespace Stand.Day;

/// <summary>What the gateway answered, read as far as a merchant reads it.</summary>
/// <param name="Status">The HTTP status; zero when no answer came.</param>
/// <param name="Body">The JSON body; undefined when there was none.</param>
public sealed record ApiAnswer(HttpStatusCode Status, JsonElement Body)
{
    /// <summary>Taken: 200, 201 or 202.</summary>
    public bool IsAccepted => Status is HttpStatusCode.Accepted or HttpStatusCode.OK or HttpStatusCode.Created;

    public override string ToString() => $"{(int)Status} {Body}";

    /// <summary>The stable code of a problem document, or null.</summary>
    public string? Code => Text("code");

    public Guid Id => Guid.Parse(Text("id")!);

    public string? Text(string member) =>
        Body.ValueKind is JsonValueKind.Object && Body.TryGetProperty(member, out var value) && value.ValueKind is JsonValueKind.String
            ? value.GetString()
            : null;
}
