using System.Text.Json.Nodes;
using Platform.Messaging;

namespace Contracts.Tests;

/// <summary>What is on its way while a release is rolled out was written by the former one: its looks are a promise.</summary>
public sealed class Every_message
{
    public static TheoryData<string> Names { get; } = [.. Message.All.Select(m => m.Type.Name)];

    [Fact]
    public void Has_a_snapshot_and_every_snapshot_a_message() => Assert.Equal(
        Message.All.Select(m => m.SnapshotPath).Order(StringComparer.Ordinal),
        Repository.FilesIn(Message.Snapshots).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_published_under_the_name_in_its_snapshot(string name) =>
        Assert.Equal((string)Message.Named(name).Snapshot["type"]!, Wire.ExchangeOf(Message.Named(name).Type));

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_read_from_its_snapshot_and_written_back_as_it_was(string name)
    {
        var message = Message.Named(name);

        var read = message.Read(message.Body);

        Assert.Equal(message.Body.ToJsonString(), Plain(message.Write(read)));
        Assert.Equivalent(read, message.Read(message.Body), strict: true);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Has_every_member_in_its_snapshot(string name)
    {
        var message = Message.Named(name);

        Assert.All(message.Members, m => Assert.True(m.In(message.Body) is not null, $"{m.Path} has no value in {message.SnapshotPath}"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_read_though_the_sender_is_one_release_ahead(string name)
    {
        var (message, body) = (Message.Named(name), Message.Named(name).Body);

        body["addedLater"] = 1;

        Assert.Equal(message.Body.ToJsonString(), Plain(message.Write(message.Read(body))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Says_what_it_is_about(string name) =>
        Assert.Contains(Message.Named(name).Members, m => m.Type == typeof(Guid) && m.Path.EndsWith("Id", StringComparison.Ordinal));

    [Fact]
    public void Is_a_sealed_record_in_the_folder_of_its_conversation()
    {
        var types = typeof(Money).Assembly.GetExportedTypes()
            .Where(t => t.Namespace!.StartsWith("Contracts.", StringComparison.Ordinal) && !t.IsEnum);

        Assert.All(types, t => Assert.True(t.IsSealed && Message.IsRecord(t), $"{t.FullName} is no sealed record"));
    }

    /// <summary>However characters are escaped.</summary>
    private static string Plain(string json) => JsonNode.Parse(json)!.ToJsonString();
}
