namespace Channels;

/// <summary>
/// The versions of rulebooks that a process knows; which one is in force follows the clock. Old ones stay, so that what
/// was done by them can be explained. Safe for threads.
/// </summary>
public sealed class RulebookVersions
{
    private readonly Lock writing = new();

    /// <summary>By channel, the highest version first. Replaced, never changed.</summary>
    private volatile Dictionary<string, Rulebook[]> byChannel = [];

    public IEnumerable<string> Channels => byChannel.Keys;

    /// <summary>Adds versions; one that is there is replaced.</summary>
    public void Put(IEnumerable<Rulebook> rulebooks)
    {
        lock (writing)
        {
            var next = new Dictionary<string, Rulebook[]>(byChannel, StringComparer.Ordinal);
            foreach (var book in rulebooks)
                next[book.Channel] =
                [
                    .. next.GetValueOrDefault(book.Channel, []).Where(x => x.Version != book.Version).Append(book)
                        .OrderByDescending(x => x.Version),
                ];
            byChannel = next;
        }
    }

    /// <summary>The highest version whose time has come; null for a channel of which there is none.</summary>
    public Rulebook? InForce(string channel, DateTimeOffset at) =>
        byChannel.TryGetValue(channel, out var versions)
            ? Array.Find(versions, book => book.EffectiveFrom <= at)
            : null;

    /// <summary>Null when it is not known.</summary>
    public Rulebook? Find(string channel, int version) =>
        byChannel.TryGetValue(channel, out var versions)
            ? Array.Find(versions, book => book.Version == version)
            : null;

    /// <summary>The highest that is known, in force or not.</summary>
    public int LastVersion(string channel) => byChannel.TryGetValue(channel, out var versions) ? versions[0].Version : 0;
}
