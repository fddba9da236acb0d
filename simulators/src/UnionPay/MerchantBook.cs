using System.Collections.Concurrent;
using Simulators.Keys;

namespace Simulators.UnionPay;

/// <summary>All merchant numbers: configured ones, and those that a payment or a balance named.</summary>
internal sealed class MerchantBook(UnionPaySettings settings, TestKeys keys)
{
    private readonly ConcurrentDictionary<string, Merchant> merchants = new(
        settings.Merchants.ToDictionary(x => x.Key, x => new Merchant(x.Key, x.Value, keys)));

    public Merchant? Find(string merId) => merchants.GetValueOrDefault(merId);

    public Merchant FindOrAdd(string merId) =>
        merchants.GetOrAdd(merId, id => new Merchant(id, new MerchantSettings(), keys));
}
