using Channels;

namespace Gateway.Refunds;

/// <summary>The rulebooks of the channels, read once at start: a mistake in one stops the process.</summary>
public sealed class ChannelRules
{
    private readonly Dictionary<string, Rulebook> byChannel = new(StringComparer.Ordinal);

    /// <exception cref="InvalidDataException">Lists all mistakes of a file, or it is another channel's.</exception>
    public ChannelRules(AdmissionOptions options)
    {
        foreach (var channel in RulebookReader.Shipped.Union(options.Rulebooks.Keys))
            byChannel[channel] = RulebookReader.ReadOf(channel, options.Rulebooks);
    }

    /// <summary>Null for a channel without a rulebook: nothing can be refunded by it.</summary>
    public Rulebook? For(string channel) => byChannel.GetValueOrDefault(channel);
}
