using System.Text.Json.Nodes;

namespace Channels.Tests.BestPay;

/// <summary>A signed request of the MAPI interface, and the test keys.</summary>
internal static class Vectors
{
    private static readonly JsonNode Root = Load();

    public static string Key(string name) => (string)Root["keys"]![name]!;

    /// <summary>A text by its path below <c>bestpay</c>: <c>mapi.sign</c>.</summary>
    public static string Text(string path) =>
        (string)path.Split('.').Aggregate(Root["bestpay"]!, (node, name) => node[name]!)!;

    private static JsonNode Load()
    {
        using var stream = typeof(Vectors).Assembly.GetManifestResourceStream("bestpay-vectors.json")!;
        return JsonNode.Parse(stream)!;
    }
}
