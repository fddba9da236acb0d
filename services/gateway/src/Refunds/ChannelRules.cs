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
        {
            var rulebook = RulebookReader.ReadOf(channel, options.Rulebooks);
            byChannel[channel] = options.Methods.GetValueOrDefault(channel) is { } ours
                ? rulebook with { Methods = ours, Overrides = Ours(rulebook.Overrides, ours) }
                : rulebook;
        }
    }

    private static Dictionary<string, Rulebook> Ours(IReadOnlyDictionary<string, Rulebook> merchants, string[] methods) =>
        merchants.ToDictionary(m => m.Key, m => m.Value with { Methods = methods });

    /// <summary>Null for a channel without a rulebook: nothing can be refunded by it.</summary>
    public Rulebook? For(string channel) => byChannel.GetValueOrDefault(channel);
}
