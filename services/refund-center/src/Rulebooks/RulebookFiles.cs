using Channels;
using RefundCenter.Calls;

namespace RefundCenter.Rulebooks;

/// <summary>Finds the rulebook files: those set by the options, else those that are shipped.</summary>
internal static class RulebookFiles
{
    /// <exception cref="InvalidDataException">
    /// Lists all mistakes of all files, or names a channel that has an adapter and no rulebook.
    /// </exception>
    public static IReadOnlyList<RulebookDocument> Read(RefundCenterOptions options, ChannelDirectory channels)
    {
        var all = RulebookDocument.ReadAll(options.Rulebooks);
        return channels.Names.FirstOrDefault(channel => all.All(document => document.Channel != channel)) is { } unruled
            ? throw new InvalidDataException($"There is an adapter of {unruled} and no rulebook.")
            : all;
    }
}
