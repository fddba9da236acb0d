using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Deployment;

/// <summary>A piece of YAML. What is not there is an empty piece, so that an assertion reads as one path.</summary>
public sealed class Node(object? value)
{
    public bool Exists => value is not null;

    public string? Text => value as string;

    public IReadOnlyList<Node> Items => value is List<object> list ? [.. list.Select(x => new Node(x))] : [];

    public IReadOnlyList<string> Keys =>
        value is Dictionary<object, object> map ? [.. map.Keys.Select(x => (string)x)] : [];

    public object? Raw => value;

    /// <summary>
    /// A member, or one of a member's members: <c>spec/template/spec</c>. Names of labels hold slashes: ask for those
    /// by <see cref="Member"/>.
    /// </summary>
    public Node this[string path] => path.Split('/').Aggregate(this, (node, name) => node.Member(name));

    public Node Member(string name) => new((value as Dictionary<object, object>)?.GetValueOrDefault(name));

    public void Set(string name, string text) => ((Dictionary<object, object>)value!)[name] = text;

    public static IReadOnlyList<Node> ReadAll(string yaml)
    {
        var deserializer = new DeserializerBuilder().Build();
        var parser = new MergingParser(new Parser(new StringReader(yaml)));
        parser.Consume<YamlDotNet.Core.Events.StreamStart>();
        var documents = new List<Node>();
        while (parser.Accept<YamlDotNet.Core.Events.DocumentStart>(out _))
            documents.Add(new Node(deserializer.Deserialize<object>(parser)));
        return [.. documents.Where(x => x.Exists)];
    }

    public override string ToString() => Text ?? string.Join(", ", Keys);
}
