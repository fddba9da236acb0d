using System.Globalization;
using System.Text.Json.Nodes;

namespace Channels.Tests.Rulebooks;

public sealed class The_numbers_of_the_documents
{
    private static readonly string Shipped = Path.Combine(AppContext.BaseDirectory, "rulebooks");

    [Fact]
    public void Stand_in_the_rulebooks()
    {
        var books = Directory.EnumerateFiles(Shipped, "*.json").ToDictionary(
            file => Path.GetFileNameWithoutExtension(file)!, file => JsonNode.Parse(File.ReadAllText(file)));
        Assert.Empty(GoldenNumbers.Rows.Select(row => row.Channel).Except(books.Keys));
        var missing = GoldenNumbers.Rows
            .Select(row => (Row: row, Found: Find(books[row.Channel], row.Path)))
            .Where(x => x.Found != x.Row.Value)
            .Select(x => $"{x.Row.Number}: {x.Row.Channel} {x.Row.Path} is {x.Found}, not {x.Row.Value}");
        Assert.Empty(missing);
    }

    [Fact]
    public void Are_all_looked_for()
    {
        var found = GoldenNumbers.Rows.Select(row => row.Number).Union(GoldenNumbers.Code.Keys);
        Assert.Empty(GoldenNumbers.Required.Except(found));
        Assert.Empty(GoldenNumbers.Code.Keys.Except(GoldenNumbers.Required));
    }

    [Fact]
    public void Are_named_in_the_sources()
    {
        var sources = string.Join(' ', Directory.EnumerateFiles(Shipped, "*.json")
            .SelectMany(file => RulebookReader.ReadFile(file).Sources.Values));
        Assert.All(["S1", "S2", "S5", "S6", "S7", "S22", "S43", "S48", "S50", "S147", "S180"], number =>
            Assert.Matches($@"\b{number}\b", sources));
    }

    [Fact]
    public void Are_missed_when_they_are_not_there()
    {
        var book = JsonNode.Parse("""{ "rates": { "goodPerSecond": 150 }, "keys": [{ "age": null }] }""");
        Assert.Equal("150", Find(book, "rates.goodPerSecond"));
        Assert.Equal("null", Find(book, "keys[0].age"));
        Assert.Equal("nothing", Find(book, "keys[1].age"));
        Assert.Equal("nothing", Find(book, "rates.badPerSecond"));
    }

    /// <summary>The value as compact JSON, or "nothing".</summary>
    private static string Find(JsonNode? node, string path)
    {
        foreach (var step in path.Replace("[", ".[", StringComparison.Ordinal).Split('.'))
        {
            var isIndex = step.StartsWith('[');
            if (isIndex && node is JsonArray list && int.Parse(step[1..^1], CultureInfo.InvariantCulture) is var index && index < list.Count)
                node = list[index];
            else if (!isIndex && node is JsonObject members && members.ContainsKey(step)) node = members[step];
            else return "nothing";
        }
        return node?.ToJsonString() ?? "null";
    }
}
