using Channels;

namespace Gateway.Refunds;

/// <summary>
/// What the channels allow: the rulebooks that refund-center published, by the version in force; until it has, those
/// that are shipped. Read at start: a mistake in one stops the process with all mistakes listed.
/// </summary>
public sealed class ChannelRules
{
    private readonly IReadOnlyDictionary<string, string[]> methods;

    /// <exception cref="InvalidDataException">Lists all mistakes of all files.</exception>
    public ChannelRules(AdmissionOptions options)
    {
        methods = options.Methods;
        Versions.Put(RulebookDocument.ReadAll(options.Rulebooks).Select(document => document.Book));
    }

    /// <summary>Where published versions are put.</summary>
    public RulebookVersions Versions { get; } = new();

    /// <summary>
    /// The rules for a merchant number at the channel, with our own methods. Null without a rulebook: nothing can be
    /// refunded by it.
    /// </summary>
    public Rulebook? For(string channel, string channelMerchant, DateTimeOffset now)
    {
        var book = Versions.InForce(channel, now)?.For(channelMerchant);
        return book is not null && methods.TryGetValue(channel, out var ours) ? book with { Methods = ours } : book;
    }
}
