using System.Text;
using System.Text.Json.Nodes;

namespace Channels.Tests.WeChatPay;

/// <summary>Recorded and computed messages of the channel, checked against its public SDKs.</summary>
internal static class Vectors
{
    private static readonly JsonNode Root = Load();

    public static readonly DateTimeOffset Time = DateTimeOffset.FromUnixTimeSeconds(1700000000);

    public static string Key(string name) => (string)Root["keys"]![name]!;

    /// <summary>A text by its path below <c>wechat</c>: <c>notify.body</c>.</summary>
    public static string Text(string path) =>
        (string)path.Split('.').Aggregate(Root["wechat"]!, (node, name) => node[name]!)!;

    public static byte[] Bytes(string path) => Encoding.UTF8.GetBytes(Text(path));

    private static JsonNode Load()
    {
        using var stream = typeof(Vectors).Assembly.GetManifestResourceStream("wechat-vectors.json")!;
        return JsonNode.Parse(stream)!;
    }
}
