using Channels;

namespace Reconciliation.Bills;

/// <summary>The channels that publish files, by code.</summary>
public sealed class BillSources(IEnumerable<IBillSource> sources)
{
    private readonly Dictionary<string, IBillSource> byChannel = sources.ToDictionary(x => x.Name);

    public string[] Channels => [.. byChannel.Keys];

    public IBillSource this[string channel] => byChannel[channel];
}
