using System.Diagnostics.CodeAnalysis;
using Channels;
using RefundCenter.Legs;

namespace RefundCenter.Calls;

/// <summary>The adapters that this process has, by channel code.</summary>
public sealed class ChannelDirectory(IEnumerable<IRefundChannel> channels)
{
    private readonly Dictionary<string, IRefundChannel> byName =
        channels.ToDictionary(c => c.Name, StringComparer.Ordinal);

    public IEnumerable<string> Names => byName.Keys;

    public bool TryFind(string channel, [NotNullWhen(true)] out IRefundChannel? adapter) =>
        byName.TryGetValue(channel, out adapter);

    /// <summary>Whether this process can refund by the method: the interface needs an adapter.</summary>
    public bool Can(string channel, string method) => method != Methods.Interface || byName.ContainsKey(channel);

    public IRefundChannel this[string channel] => byName[channel];
}
