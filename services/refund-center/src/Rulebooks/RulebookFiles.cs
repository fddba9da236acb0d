using Channels;
using RefundCenter.Calls;

namespace RefundCenter.Rulebooks;

/// <summary>Finds the rulebook files: those set by the options, else those that come with the adapters.</summary>
internal static class RulebookFiles
{
    private static readonly Dictionary<string, string> WithAdapters = new() { ["wechat"] = "rulebooks/wechat.json" };

    /// <exception cref="InvalidDataException">
    /// Lists all mistakes of a file, or names a channel that has no adapter.
    /// </exception>
    public static IReadOnlyList<Rulebook> Read(RefundCenterOptions options, ChannelDirectory channels)
    {
        var files = new Dictionary<string, string>(WithAdapters);
        foreach (var (channel, path) in options.Rulebooks) files[channel] = path;
        foreach (var channel in files.Keys)
            if (!channels.TryFind(channel, out _))
                throw new InvalidDataException($"There is a rulebook of {channel} and no adapter.");
        return [.. files.Select(file => Read(file.Key, Path.Combine(AppContext.BaseDirectory, file.Value)))];
    }

    private static Rulebook Read(string channel, string path)
    {
        var rulebook = RulebookReader.ReadFile(path);
        return rulebook.Channel == channel
            ? rulebook
            : throw new InvalidDataException($"{path} is the rulebook of {rulebook.Channel}, not of {channel}.");
    }
}
