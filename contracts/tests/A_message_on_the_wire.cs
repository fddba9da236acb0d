using System.Text.Json.Nodes;

namespace Contracts.Tests;

/// <summary>What is not whole is refused, and not completed with defaults: a missing amount is not zero.</summary>
public sealed class A_message_on_the_wire
{
    /// <summary>Members as <c>Message.path/to/member</c>.</summary>
    public static TheoryData<string> Demanded { get; } = [.. Where(m => !m.MayBeMissing)];

    public static TheoryData<string> NeverNull { get; } = [.. Where(m => !m.MayBeNull)];

    public static TheoryData<string> AddedLater { get; } = [.. Where(m => m.MayBeMissing)];

    public static TheoryData<string> Lists { get; } = [.. Where(m => m.Type.IsGenericType)];

    public static TheoryData<string> Words { get; } = [.. Where(m => m.Type.IsEnum)];

    public static TheoryData<string> Numbers { get; } = [.. Where(m => m.Type == typeof(int))];

    public static TheoryData<string> Amounts { get; } = [.. Where(m => m.Type == typeof(Money))];

    [Theory]
    [MemberData(nameof(Demanded))]
    public void Is_refused_when_a_member_is_missing(string of) => Refuses(of, (member, body) => member.RemovedFrom(body));

    [Theory]
    [MemberData(nameof(NeverNull))]
    public void Is_refused_when_a_member_is_null(string of) => Refuses(of, (member, body) => member.ReplacedIn(body, null));

    [Theory]
    [MemberData(nameof(Lists))]
    public void Is_refused_when_an_element_of_a_list_is_null(string of) => Refuses(of, (member, body) =>
    {
        ((JsonArray)member.In(body)!)[0] = null;
        return body;
    });

    [Theory]
    [MemberData(nameof(AddedLater))]
    public void Is_read_when_a_member_is_missing_that_came_later(string of)
    {
        var (message, member) = Find(of);
        Assert.True(member.MayBeNull, $"{of} came later, so it must be nullable.");

        var read = message.Read(member.RemovedFrom(message.Body));

        Assert.Null(member.In(JsonNode.Parse(message.Write(read))!));
    }

    [Theory]
    [MemberData(nameof(Words))]
    public void Is_refused_when_a_word_is_unknown_or_a_number(string of)
    {
        foreach (var wrong in (JsonNode[])["Somehow", 1, "1", ""])
            Refuses(of, (member, body) => member.ReplacedIn(body, wrong.DeepClone()));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Is_refused_when_a_number_is_written_as_text_or_has_a_fraction(string of)
    {
        foreach (var wrong in (JsonNode[])["1", 1.5, 2147483648])
            Refuses(of, (member, body) => member.ReplacedIn(body, wrong.DeepClone()));
    }

    [Theory]
    [MemberData(nameof(Amounts))]
    public void Is_refused_when_an_amount_is_not_exactly_one(string of)
    {
        foreach (var wrong in WrongAmounts.All)
            Refuses(of, (member, body) => member.ReplacedIn(body, JsonValue.Create(Marker)), wrong);
    }

    private const string Marker = "the amount stands here";

    /// <param name="of">The member.</param>
    /// <param name="spoil">Makes the message wrong.</param>
    /// <param name="raw">Written in place of the marker as it is: the object model would drop a member that stands twice.</param>
    private static void Refuses(string of, Func<Member, JsonNode, JsonNode> spoil, string raw = "")
    {
        var (message, member) = Find(of);
        var text = spoil(member, message.Body).ToJsonString().Replace($"\"{Marker}\"", raw, StringComparison.Ordinal);

        var refused = Record.Exception(() => message.Read(text));

        Assert.True(refused is JsonException, $"{of} was read from {text}");
    }

    private static (Message Message, Member Member) Find(string of)
    {
        var (name, path) = (of[..of.IndexOf('.')], of[(of.IndexOf('.') + 1)..]);
        return (Message.Named(name), Message.Named(name).Members.Single(m => m.Path == path));
    }

    private static IEnumerable<string> Where(Func<Member, bool> which) =>
        from message in Message.All
        from member in message.Members
        where which(member)
        select $"{message.Type.Name}.{member.Path}";
}
