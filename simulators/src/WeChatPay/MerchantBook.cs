using System.Collections.Concurrent;
using Simulators.Keys;

namespace Simulators.WeChatPay;

/// <summary>All merchant numbers: configured ones, and those that a payment or a balance named.</summary>
internal sealed class MerchantBook(WeChatPaySettings settings, TestKeys keys)
{
    private readonly ConcurrentDictionary<string, Merchant> merchants = new(
        settings.Merchants.ToDictionary(x => x.Key, x => new Merchant(x.Key, x.Value, keys)));

    public Merchant? Find(string mchId) => merchants.GetValueOrDefault(mchId);

    public Merchant FindOrAdd(string mchId) =>
        merchants.GetOrAdd(mchId, id => new Merchant(id, new MerchantSettings(), keys));
}
