using System.Collections.Frozen;
using Microsoft.Extensions.Options;

namespace Channels.UnionPay;

/// <summary>All configured merchant numbers; keys are parsed once, when the process starts.</summary>
internal sealed class UnionPayMerchants(IOptions<UnionPayOptions> options)
{
    private readonly FrozenDictionary<string, UnionPayMerchant> byMerId = options.Value.Merchants.ToFrozenDictionary(
        entry => entry.Key,
        entry => new UnionPayMerchant(
            entry.Key, new UnionPaySigner(entry.Value.CertId, RsaKey.FromPrivate(entry.Value.PrivateKey)),
            entry.Value.BizType,
            options.Value.NotifyUrl!.Replace("{merId}", entry.Key, StringComparison.Ordinal)));

    public UnionPayMerchant this[string merId] => byMerId[merId];

    public UnionPayMerchant? Find(string merId) => byMerId.GetValueOrDefault(merId);
}
