using System.Collections.Concurrent;
using Simulators.Keys;

namespace Simulators.Alipay;

/// <summary>All applications: configured ones, and those that a payment or a balance named.</summary>
internal sealed class MerchantBook(AlipaySettings settings, TestKeys keys)
{
    private readonly ConcurrentDictionary<string, Merchant> merchants = new(
        settings.Merchants.ToDictionary(x => x.Key, x => new Merchant(x.Key, x.Value, keys)));

    public Merchant? Find(string appId) => merchants.GetValueOrDefault(appId);

    public Merchant FindOrAdd(string appId) =>
        merchants.GetOrAdd(appId, id => new Merchant(id, new MerchantSettings(), keys));
}
