using Channels;
using RefundCenter.Calls;

namespace RefundCenter.Rulebooks;

/// <summary>Finds the rulebook files: those set by the options, else those that come with the adapters.</summary>
internal static class RulebookFiles
{
    /// <exception cref="InvalidDataException">
    /// Lists all mistakes of a file, or names a channel that has no adapter.
    /// </exception>
    public static IReadOnlyList<Rulebook> Read(RefundCenterOptions options, ChannelDirectory channels)
    {
        string[] all = [.. channels.Names.Union(options.Rulebooks.Keys)];
        foreach (var channel in all)
            if (!channels.TryFind(channel, out _))
                throw new InvalidDataException($"There is a rulebook of {channel} and no adapter.");
        return [.. all.Select(channel => RulebookReader.ReadOf(channel, options.Rulebooks))];
    }
}
