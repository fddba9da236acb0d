using System.Reflection;
using System.Text.Json.Nodes;

namespace Contracts.Tests;

/// <summary>One member of a message, however deep inside, as its constructor declares it.</summary>
/// <param name="Path">From the message inwards: <c>payment/paid</c>; a list's elements are shown by its first, <c>pockets/0/pocket</c>.</param>
/// <param name="Type">Without its nullability.</param>
/// <param name="MayBeNull">Declared nullable.</param>
/// <param name="MayBeMissing">Has a default: it came later than the message, so old copies lack it.</param>
internal sealed record Member(string Path, Type Type, bool MayBeNull, bool MayBeMissing)
{
    private static readonly NullabilityInfoContext Nullability = new();

    private string Parent => Path.Contains('/') ? Path[..Path.LastIndexOf('/')] : "";

    private string Name => Path[(Path.LastIndexOf('/') + 1)..];

    public static IEnumerable<Member> Of(Type type, string path)
    {
        foreach (var parameter in type.GetConstructors().Single().GetParameters())
        {
            var member = From(parameter, path);
            yield return member;
            var (inside, at) = member.Type.IsGenericType ? (member.Type.GetGenericArguments()[0], "/0") : (member.Type, "");
            if (!Message.IsRecord(inside)) continue;
            foreach (var inner in Of(inside, $"{member.Path}{at}/")) yield return inner;
        }
    }

    public JsonNode? In(JsonNode body) => Find(body, Path);

    /// <summary>The body without this member.</summary>
    public JsonNode RemovedFrom(JsonNode body)
    {
        Assert.True(ParentIn(body).Remove(Name), $"{Path} is not in the snapshot.");
        return body;
    }

    /// <summary>The body with something else in its place.</summary>
    public JsonNode ReplacedIn(JsonNode body, JsonNode? value)
    {
        ParentIn(body)[Name] = value;
        return body;
    }

    private static Member From(ParameterInfo parameter, string path)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        var mayBeNull = type != parameter.ParameterType || Nullability.Create(parameter).ReadState is NullabilityState.Nullable;
        return new(path + JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!), type, mayBeNull, parameter.HasDefaultValue);
    }

    private JsonObject ParentIn(JsonNode body) => (JsonObject)(Parent.Length == 0 ? body : Find(body, Parent)!);

    private static JsonNode? Find(JsonNode node, string path) => path.Split('/').Aggregate(
        (JsonNode?)node, (found, step) => found is JsonArray list ? list[0] : found?[step]);
}
