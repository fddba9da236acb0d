using System.Collections.Concurrent;
using Simulators.Keys;

namespace Simulators.BestPay;

/// <summary>All merchant numbers: configured ones, and those that a payment or a balance named.</summary>
internal sealed class MerchantBook(BestPaySettings settings, TestKeys keys)
{
    private readonly ConcurrentDictionary<string, Merchant> merchants = new(
        settings.PublicKeys.ToDictionary(x => x.Key, x => new Merchant(x.Key, x.Value)));

    public Merchant? Find(string merchantNo) => merchants.GetValueOrDefault(merchantNo);

    public Merchant FindOrAdd(string merchantNo) =>
        merchants.GetOrAdd(merchantNo, no => new Merchant(no, keys.MerchantPublicKey));
}
