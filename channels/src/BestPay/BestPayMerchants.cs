using System.Collections.Frozen;
using Microsoft.Extensions.Options;

namespace Channels.BestPay;

/// <summary>All configured merchant numbers; keys are parsed once, when the process starts.</summary>
internal sealed class BestPayMerchants(IOptions<BestPayOptions> options)
{
    private readonly FrozenDictionary<string, BestPayMerchant> byNo = options.Value.Merchants.ToFrozenDictionary(
        entry => entry.Key, entry => Load(entry.Key, entry.Value, options.Value));

    public BestPayMerchant this[string merchantNo] => byNo[merchantNo];

    public BestPayMerchant? Find(string merchantNo) => byNo.GetValueOrDefault(merchantNo);

    private static BestPayMerchant Load(string merchantNo, BestPayMerchantOptions own, BestPayOptions all) => new(
        merchantNo,
        new BestPaySigner(RsaKey.FromPrivate(own.PrivateKey)),
        new BestPayVerifier(RsaKey.FromPublic(own.PlatformKey), all.AnswerHash),
        own.TradeChannel,
        own.Operator,
        all.NotifyUrl?.Replace("{merchantNo}", merchantNo, StringComparison.Ordinal));
}
