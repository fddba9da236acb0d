using System.Globalization;
using System.Text.Json.Nodes;

namespace Channels.Tests.Rulebooks;

/// <summary>
/// A service that has stored a shipped rulebook does not start with another one of the same version (decision 0018):
/// who changes a rulebook raises its version.
/// </summary>
public sealed class A_shipped_rulebook
{
    /// <summary>
    /// Channel, version, and the hash of what it says in whatever order. A line is never changed or taken away:
    /// somebody has stored that version.
    /// </summary>
    private const string Published = """
        alipay       1  3c9d8ace3fe40cd19c47b9419c1988cffbfb2a08ae0ac6a4345b43934b6e1e53
        bank-file    2  4de171778ed5a6132d17d65af83f0cc29b2434e60a6c7d6a98cc978853a8bcce
        bank-portal  1  1aefedd0b1c3484875f6f98a3e5b900fb34841b34c72f4921d7b226f5a4a916a
        bestpay      1  ed85512a8a34ab4c48dda30464969f488ef1724a2a0425187a1d0980c8669cef
        jd           1  b57384288eddeb1512d00b03c58be9490a7c00c62f3fc8de6433e9c3582e8d31
        qq           1  684dad28a69d1888b1afccf46132634889d662eb077856f23df22f015def81cc
        unionpay     1  24dadd0353a1fd07facaf4cece24a3acca04e87cfa4d0dc6d84322ae213d6cd9
        wechat       2  b2dcb599f84ae8719533ff2b5e5ee5572f8c56bc9f1edbfcf80d703772a7ac75
        """;

    [Fact]
    public void Never_says_something_else_under_a_version_that_somebody_has_stored()
    {
        var hashes = Published.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ToDictionary(row => (row[0], int.Parse(row[1], CultureInfo.InvariantCulture)), row => row[2]);
        var mistakes = Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "rulebooks"), "*.json")
            .Select(file => MistakeOf(JsonNode.Parse(File.ReadAllText(file))!, hashes)).OfType<string>().ToList();
        Assert.True(mistakes.Count == 0, string.Join(Environment.NewLine, mistakes));
    }

    [Fact]
    public void Is_the_same_in_whatever_order_it_says_its_rules_and_not_with_other_numbers()
    {
        var book = HashOf(JsonNode.Parse("""{ "a": { "b": [1, 2], "c": null } }"""));
        Assert.Equal(book, HashOf(JsonNode.Parse("""{"a":{"c":null,"b":[1,2]}}""")));
        Assert.NotEqual(book, HashOf(JsonNode.Parse("""{ "a": { "b": [2, 1], "c": null } }""")));
        Assert.NotEqual(book, HashOf(JsonNode.Parse("""{ "a": { "b": [1, 2], "c": 0 } }""")));
    }

    [Fact]
    public void Is_told_what_to_do_with_it()
    {
        var hashes = new Dictionary<(string, int), string> { [("x", 2)] = "h" };
        Assert.Contains("raise its \"version\" to 3", MistakeOf(Book(2), hashes), StringComparison.Ordinal);
        Assert.Contains("add the line", MistakeOf(Book(3), hashes), StringComparison.Ordinal);
        Assert.Contains("raise its \"version\" to 3", MistakeOf(Book(1), hashes), StringComparison.Ordinal);
        hashes[("x", 3)] = HashOf(Book(3));
        Assert.Null(MistakeOf(Book(3), hashes));

        static JsonNode Book(int version) => new JsonObject { ["channel"] = "x", ["version"] = version };
    }

    /// <summary>Null when it is as it was published.</summary>
    private static string? MistakeOf(JsonNode book, IReadOnlyDictionary<(string Channel, int Version), string> hashes)
    {
        var (channel, version, hash) = ((string)book["channel"]!, (int)book["version"]!, HashOf(book));
        if (hashes.GetValueOrDefault((channel, version)) == hash) return null;
        var last = hashes.Keys.Where(key => key.Channel == channel).Select(key => key.Version).DefaultIfEmpty(0).Max();
        return version > last
            ? $"{channel}: add the line \"{channel} {version} {hash}\""
            : $"{channel} says something else than what was published as version {version}, and services that have"
                + $" stored that would not start: raise its \"version\" to {last + 1}, with its \"effectiveFrom\"";
    }

    private static string HashOf(JsonNode? node) => RulebookDocument.HashOf(InOrder(node)?.ToJsonString() ?? "null");

    private static JsonNode? InOrder(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, InOrder(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(InOrder)]),
        _ => node?.DeepClone(),
    };
}
