using System.Reflection;
using System.Text.Json.Nodes;
using Platform.Messaging;

namespace Contracts.Tests;

/// <summary>One message type, found by reflection, with the file that holds what it looks like on the wire.</summary>
internal sealed record Message(Type Type)
{
    /// <summary>Where snapshots lie, one per message.</summary>
    public const string Snapshots = "contracts/tests/Snapshots";

    /// <summary>Every record of the contracts that is sent by itself: those that are members of others are not.</summary>
    public static IReadOnlyList<Message> All { get; } = Find();

    public static Message Named(string name) => All.Single(m => m.Type.Name == name);

    public static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    public string SnapshotPath => $"{Snapshots}/{Type.Name}.json";

    /// <summary>The whole file: the type's name on the wire, and the message.</summary>
    public JsonNode Snapshot => JsonNode.Parse(Repository.Read(SnapshotPath))!;

    public JsonNode Body => Snapshot["message"]!;

    public string Write(object message) => JsonSerializer.Serialize(message, Type, Wire.Options);

    /// <exception cref="JsonException">This is not such a message.</exception>
    public object Read(string body) => JsonSerializer.Deserialize(body, Type, Wire.Options)!;

    /// <inheritdoc cref="Read(string)" />
    public object Read(JsonNode body) => Read(body.ToJsonString());

    /// <summary>All members, also of the values inside.</summary>
    public IEnumerable<Member> Members => Member.Of(Type, "");

    private static List<Message> Find()
    {
        var records = typeof(Money).Assembly.GetExportedTypes().Where(IsRecord).ToList();
        var inner = records.SelectMany(r => r.GetConstructors()).SelectMany(c => c.GetParameters()).SelectMany(TypesIn).ToHashSet();
        return [.. from type in records
                   where type.Namespace!.StartsWith("Contracts.", StringComparison.Ordinal) && !inner.Contains(type)
                   orderby type.FullName
                   select new Message(type)];
    }

    private static IEnumerable<Type> TypesIn(ParameterInfo parameter) =>
        [parameter.ParameterType, .. parameter.ParameterType.GetGenericArguments()];
}
