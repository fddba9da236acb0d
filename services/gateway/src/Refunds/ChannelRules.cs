using Channels;

namespace Gateway.Refunds;

/// <summary>The rulebooks of the channels, read once at start: a mistake in one stops the process.</summary>
public sealed class ChannelRules
{
    private readonly Dictionary<string, Rulebook> byChannel = new(StringComparer.Ordinal);

    /// <exception cref="InvalidDataException">Lists all mistakes of a file.</exception>
    public ChannelRules(AdmissionOptions options)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "rulebooks"), "*.json"))
            byChannel[Path.GetFileNameWithoutExtension(file)] = RulebookReader.ReadFile(file);
        foreach (var (channel, file) in options.Rulebooks)
            byChannel[channel] = RulebookReader.ReadFile(Path.Combine(AppContext.BaseDirectory, file));
    }

    /// <summary>Null for a channel without a rulebook: nothing can be refunded by it.</summary>
    public Rulebook? For(string channel) => byChannel.GetValueOrDefault(channel);
}
