using System.Text.Json.Nodes;

namespace Channels.Tests.UnionPay;

/// <summary>Computed messages of the channel; the algorithm agrees with the known answers of its public libraries.</summary>
internal static class Vectors
{
    private static readonly JsonNode Root = Load();

    public static string Key(string name) => (string)Root["keys"]![name]!;

    /// <summary>A text by its path below <c>unionpay</c>: <c>request.signature</c>.</summary>
    public static string Text(string path) =>
        (string)path.Split('.').Aggregate(Root["unionpay"]!, (node, name) => node[name]!)!;

    /// <summary>The fields below such a path.</summary>
    public static Dictionary<string, string> Fields(string path) => path.Split('.')
        .Aggregate(Root["unionpay"]!, (node, name) => node[name]!).AsObject()
        .ToDictionary(x => x.Key, x => (string)x.Value!);

    private static JsonNode Load()
    {
        using var stream = typeof(Vectors).Assembly.GetManifestResourceStream("unionpay-vectors.json")!;
        return JsonNode.Parse(stream)!;
    }
}
