using Channels;
using RefundCenter.Calls;

namespace RefundCenter.Rulebooks;

/// <summary>Finds the rulebook files: those set by the options, else those that are shipped.</summary>
internal static class RulebookFiles
{
    /// <exception cref="InvalidDataException">
    /// Lists all mistakes of a file, or names a channel that has an adapter and no rulebook.
    /// </exception>
    public static IReadOnlyList<Rulebook> Read(RefundCenterOptions options, ChannelDirectory channels)
    {
        HashSet<string> all = [.. RulebookReader.Shipped, .. options.Rulebooks.Keys];
        return channels.Names.FirstOrDefault(channel => !all.Contains(channel)) is { } unruled
            ? throw new InvalidDataException($"There is an adapter of {unruled} and no rulebook.")
            : [.. all.Order(StringComparer.Ordinal).Select(channel => RulebookReader.ReadOf(channel, options.Rulebooks))];
    }
}
