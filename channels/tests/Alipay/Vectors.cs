using System.Text;
using System.Text.Json.Nodes;

namespace Channels.Tests.Alipay;

/// <summary>Computed messages of the channel, checked against its public SDK.</summary>
internal static class Vectors
{
    private static readonly JsonNode Root = Load();

    public static readonly DateTimeOffset Time = DateTimeOffset.FromUnixTimeSeconds(1700000000);

    public static string Key(string name) => (string)Root["keys"]![name]!;

    /// <summary>A text by its path below <c>alipay</c>: <c>response.raw</c>.</summary>
    public static string Text(string path) => (string)Node(path)!;

    public static byte[] Bytes(string path) => Encoding.UTF8.GetBytes(Text(path));

    /// <summary>An object of texts.</summary>
    public static Dictionary<string, string> Pairs(string path) =>
        Node(path).AsObject().ToDictionary(pair => pair.Key, pair => (string)pair.Value!);

    private static JsonNode Node(string path) =>
        path.Split('.').Aggregate(Root["alipay"]!, (node, name) => node[name]!);

    private static JsonNode Load()
    {
        using var stream = typeof(Vectors).Assembly.GetManifestResourceStream("alipay-vectors.json")!;
        return JsonNode.Parse(stream)!;
    }
}
